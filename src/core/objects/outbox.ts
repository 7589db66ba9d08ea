/**
 * What a counter has to tell the directory. It is a part of the counter's one row, so a change and the
 * note that it is to be told are stored by the same write, or not at all.
 *
 * The news itself is not stored: what is told is what the counter is when it is told.
 */
export interface Outbox {
	/**
	 * The number of the last news. Each is higher than those before, also than those of a counter of
	 * the same name that was deleted: it is the time in epoch milliseconds, or one more than the last.
	 */
	readonly stamp: number;
	/** The number of the last news that the directory has confirmed; absent if none. */
	readonly told?: number;
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

/** Notes that there is news. */
export function noteNews(outbox: Outbox | undefined, now: number): Outbox {
	const { stamp = 0, notBefore = now } = outbox ?? {};
	return {
		...outbox,
		stamp: Math.max(now, stamp + 1),
		// A clock that went back must not make the wait longer than any wait is.
		notBefore: Math.min(notBefore, now + longestRetry),
	};
}

/** Lets news be told without a wait. */
export function hurry(outbox: Outbox, now: number): Outbox {
	return { ...outbox, notBefore: Math.min(outbox.notBefore, now) };
}

/** When the directory is to be told, in epoch milliseconds; `undefined` if it knows everything. */
export function tellTime(outbox: Outbox | undefined): number | undefined {
	return outbox === undefined || outbox.stamp === outbox.told ? undefined : outbox.notBefore;
}

/**
 * Notes the answer to a message.
 *
 * @param sent the number of the news that was sent
 * @param held the number of the news that the directory holds now. If that is a higher one, the clock
 *   had gone back when this counter was made anew, and the news is told again as a higher one still.
 */
export function noteAnswer(outbox: Outbox, sent: number, held: number, now: number): Outbox {
	const { stamp, told } = outbox;
	if (held <= sent) return { stamp, told: sent, notBefore: now + restInterval };
	const higher = Math.max(stamp, held + 1);
	return { stamp: higher, ...(told !== undefined && { told }), notBefore: now };
}

/** Notes that a message was not answered: it is sent again after a wait. */
export function noteFailure(outbox: Outbox, now: number): Outbox {
	const { failures = 0 } = outbox;
	const wait = Math.min(longestRetry, firstRetry * 2 ** failures);
	return { ...outbox, notBefore: now + wait, failures: failures + 1 };
}
