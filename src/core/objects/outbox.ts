/**
 * Whether a counter still has to send its state to the directory. It is a part of the counter's one
 * row, so a change and the note that a message is due are stored by the same write, or not at all.
 *
 * The message itself is not stored: it has the state of the counter at the time when it is sent.
 */
export interface Outbox {
	/**
	 * The number of the last change to send. Each is higher than those before, also than those of a
	 * counter of the same name that was deleted: it is the time in epoch milliseconds, or one more than
	 * the last.
	 */
	readonly stamp: number;
	/**
	 * The number of the last change that the directory has confirmed; absent if none. Rows of before had
	 * `told` in its place, which is not read: such a counter sends its state once more.
	 */
	readonly confirmed?: number;
	/** When the next message may be sent, in epoch milliseconds. */
	readonly notBefore: number;
	/** How many messages have failed since the last that was confirmed; absent if none. */
	readonly failures?: number;
}

/** The time between two messages of a counter, in milliseconds: changes are gathered meanwhile. */
export const restInterval = 30_000;

/** The wait after the first message that failed, in milliseconds; each next one is twice as long. */
export const firstRetry = 2000;

/** The longest such wait, in milliseconds. */
export const longestRetry = 600_000;

/** Notes that there is a change to send. */
export function noteChange(outbox: Outbox | undefined, now: number): Outbox {
	const { stamp = 0, notBefore = now } = outbox ?? {};
	return {
		...outbox,
		stamp: Math.max(now, stamp + 1),
		// A clock that went back must not make the wait longer than any wait is.
		notBefore: Math.min(notBefore, now + longestRetry),
	};
}

/** Lets the next message be sent without a wait. */
export function sendNow(outbox: Outbox, now: number): Outbox {
	return { ...outbox, notBefore: Math.min(outbox.notBefore, now) };
}

/** When the next message is due, in epoch milliseconds; `undefined` if the directory has confirmed all. */
export function sendTime(outbox: Outbox | undefined): number | undefined {
	return outbox === undefined || outbox.stamp === outbox.confirmed ? undefined : outbox.notBefore;
}

/**
 * Notes the answer to a message.
 *
 * @param sent the number of the change that was sent
 * @param held the number of the change that the directory holds now. If that is a higher one, the clock
 *   had gone back when this counter was made anew, and the change is sent again as a higher one still.
 */
export function noteAnswer(outbox: Outbox, sent: number, held: number, now: number): Outbox {
	const { stamp, confirmed } = outbox;
	if (held <= sent) return { stamp, confirmed: sent, notBefore: now + restInterval };
	const higher = Math.max(stamp, held + 1);
	return { stamp: higher, ...(confirmed !== undefined && { confirmed }), notBefore: now };
}

/** Notes that a message was not answered: it is sent again after a wait. */
export function noteFailure(outbox: Outbox, now: number): Outbox {
	const { failures = 0 } = outbox;
	const wait = Math.min(longestRetry, firstRetry * 2 ** failures);
	return { ...outbox, notBefore: now + wait, failures: failures + 1 };
}
