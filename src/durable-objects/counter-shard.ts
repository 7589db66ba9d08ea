import { DurableObject } from 'cloudflare:workers';
import { rootOf } from '../core/objects/shards';
import type { Counter } from './counter';
import type { CounterChange, CounterState } from './counter-content';

/** How long changes are gathered before they go to the counter, in milliseconds. */
const flushInterval = 250;

/** How long a flush that failed waits before it is sent again, in milliseconds. */
const retryInterval = 2000;

/** A counter within this distance of the largest safe integer is written to without a shard. */
const edge = 2 ** 32;

/** The one stored row of a shard. */
interface Buffer {
	/** The number of the last flush. */
	readonly flush: number;
	/** The change that this flush carries, until the counter has confirmed it. */
	readonly sending: number;
	/** The change that waits for the next flush. */
	readonly waiting: number;
}

/** The result of a write to a shard: most often an estimate, which is not the value of any version. */
export type ShardChange =
	| CounterChange
	| { readonly value: number; readonly version?: undefined; readonly replayed: false };

/**
 * A part of a counter that is written more often than one object can handle: it gathers changes on
 * its own disk and sends their sum to the counter, at most every quarter of a second.
 *
 * Nothing is lost and nothing counts twice. A change is on disk before it is acknowledged. A flush
 * is stored with a number of its own before it is sent and cleared after it was confirmed, and the
 * counter takes each number once; so the alarm can send again whatever a crash interrupted.
 *
 * Only writes without an idempotency key come here: whether a key was seen before is a question for
 * one object.
 */
export class CounterShard extends DurableObject<Cloudflare.Env> {
	#buffer: Buffer;
	/** Whether an alarm is known to be set; the first change after waking sets it anew. */
	#isFlushDue = false;
	/** The counter as it last reported itself, without the changes gathered here. */
	#known: CounterState | undefined;

	constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
		super(ctx, env);
		this.#buffer = ctx.storage.kv.get<Buffer>('buffer') ?? { flush: 0, sending: 0, waiting: 0 };
	}

	/**
	 * Adds to the counter's value.
	 *
	 * @param amount a whole number, at least 1
	 * @returns an estimate, without a version: the value but for the changes that other shards have not
	 *   sent yet
	 */
	increment(amount = 1): Promise<ShardChange> {
		return this.#change(amount);
	}

	/** Subtracts from the counter's value, as `increment` adds. */
	decrement(amount = 1): Promise<ShardChange> {
		return this.#change(-amount);
	}

	async #change(change: number): Promise<ShardChange> {
		const known = this.#known ?? (await this.#root().getCounterValue());
		this.#known ??= known;
		// From here on nothing is awaited, so no other change can come in between.
		const { sending, waiting } = this.#buffer;
		const value = this.#known.value + sending + waiting + change;
		if (Math.abs(value) > Number.MAX_SAFE_INTEGER - edge) return this.#direct(change);

		this.#save({ ...this.#buffer, waiting: waiting + change });
		if (!this.#isFlushDue) {
			this.#isFlushDue = true;
			// Not awaited: it commits with the row above.
			void this.ctx.storage.setAlarm(Date.now() + flushInterval);
		}
		return { value, replayed: false };
	}

	/** Writes to the counter itself, which alone can decide whether the value stays in range. */
	async #direct(change: number): Promise<CounterChange> {
		const root = this.#root();
		return change > 0 ? await root.increment(change) : await root.decrement(-change);
	}

	// #region flush
	/** Sends what was gathered to the counter. A flush that fails is sent again, and counts once. */
	override async alarm(): Promise<void> {
		const { sending, waiting, flush } = this.#buffer;
		if (sending === 0 && waiting !== 0) {
			this.#save({ flush: flush + 1, sending: waiting, waiting: 0 });
		}
		if (this.#buffer.sending !== 0) {
			const { flush: number, sending: change } = this.#buffer;
			try {
				this.#known = await this.#root().absorb(this.ctx.id.toString(), number, change);
			} catch {
				// An alarm that throws is retried too, but only a few times.
				await this.ctx.storage.setAlarm(Date.now() + retryInterval);
				return;
			}
			this.#save({ ...this.#buffer, sending: 0 });
		}
		this.#isFlushDue = this.#buffer.waiting !== 0;
		if (this.#isFlushDue) await this.ctx.storage.setAlarm(Date.now() + flushInterval);
	}
	// #endregion flush

	#save(buffer: Buffer): void {
		this.ctx.storage.kv.put('buffer', buffer);
		this.#buffer = buffer;
	}

	/** A fresh stub of the counter, since one that has failed keeps failing. */
	#root(): DurableObjectStub<Counter> {
		return this.env.COUNTER.getByName(rootOf(this.ctx.id.name ?? ''));
	}
}
