import { backOff } from './back-off';
import type { WriteOutcome } from './client';

/**
 * How long a write is sent again until it is answered, in milliseconds: long enough for a short loss
 * of the network, and short enough that a reader still knows what they pressed. Its key is valid for
 * much longer.
 */
export const keptFor = 5 * 60 * 1000;

/** What a delivery needs from around it. */
export interface Delivery {
	/** Sends the write; the key is the same each time. */
	readonly send: (isRepeat: boolean) => Promise<WriteOutcome>;
	/** How old the write is, in milliseconds. */
	readonly age: () => number;
	/**
	 * Waits for a number of milliseconds.
	 *
	 * @param isUrgent ends the wait as soon as the server can be reached
	 */
	readonly pause: (milliseconds: number, isUrgent: boolean) => Promise<void>;
	/** Is called when the write has to wait. */
	readonly onWait: () => void;
	/** Returns a number from 0 up to 1. */
	readonly random: () => number;
}

/**
 * Sends a write until the server has answered it, for at most {@link keptFor} milliseconds. Whether a
 * network is there is not asked: a machine without one may still reach a server of its own.
 *
 * @param isRepeat whether it may have been sent before
 * @returns the outcome; an unknown one without a reason if no answer came in that time
 */
export async function deliver(
	isRepeat: boolean,
	{ send, age, pause, onWait, random }: Delivery,
): Promise<WriteOutcome> {
	for (let tries = 1; ; tries++) {
		// Before each try: a machine may have slept for days, and then the key is no longer valid.
		if ((isRepeat || tries > 1) && age() >= keptFor) return { unknown: undefined };
		const outcome = await send(isRepeat || tries > 1);
		if (!mayBeAnsweredLater(outcome)) return outcome;
		onWait();
		const retryAfter = outcome.unknown?.retryAfter;
		const wait = Math.max(backOff(tries, random()), (retryAfter ?? 0) * 1000);
		await pause(Math.max(0, Math.min(wait, keptFor - age())), retryAfter === undefined);
	}
}

/** Whether no answer came, the server failed, or a repeat came too early. */
function mayBeAnsweredLater(
	outcome: WriteOutcome,
): outcome is Extract<WriteOutcome, { unknown: unknown }> {
	if (!('unknown' in outcome)) return false;
	const { unknown } = outcome;
	return unknown === undefined || unknown.status >= 500 || unknown.status === 429;
}
