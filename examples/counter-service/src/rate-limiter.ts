import { DurableObject } from 'cloudflare:workers';

/** Writes that a client may make at once, and the milliseconds in which it earns one back. */
const burst = 10;
const interval = 500;

/**
 * The write budget of one client, kept as one moment: the time at which it is whole again (the
 * Generic Cell Rate Algorithm). In memory only: an idle object leaves memory later than its budget is
 * whole, so nothing is forgiven and no write costs a stored row.
 */
export class RateLimiter extends DurableObject {
	#whole = 0;

	/** Records a write, or returns the milliseconds until the next one is taken. */
	limit(): number {
		const now = Date.now();
		const whole = Math.max(this.#whole, now) + interval;
		const wait = whole - now - burst * interval;
		if (wait > 0) return wait;
		this.#whole = whole;
		return 0;
	}
}
