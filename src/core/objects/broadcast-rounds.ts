/**
 * The shortest time between two rounds of a broadcast, in milliseconds. Together with the first
 * message of a new watcher that makes at most 18 messages to one watcher in any second.
 */
export const shortestInterval = 60;

/** The shortest time between two rounds that report nothing but the audience, in milliseconds. */
export const audienceInterval = 2000;

/** The most messages that the rounds of one counter send in a second. */
export const messagesPerSecond = 5000;

/** What a round reports: a new value, or nothing but a new number of watchers. */
export type Update = 'value' | 'audience';

/**
 * Returns the time between two rounds, in milliseconds. It grows with the audience, so that the
 * messages of a second do not: 60 ms up to 300 watchers, then 0.2 ms for each watcher.
 */
// #region interval
export function roundInterval(update: Update, watchers: number): number {
	const interval = Math.max(shortestInterval, (watchers * 1000) / messagesPerSecond);
	return update === 'value' ? interval : Math.max(interval, audienceInterval);
}
// #endregion interval

/**
 * Returns how long the next round waits, in milliseconds: never longer than the interval, even if
 * the clock went back.
 *
 * @param last when the last round was, in epoch milliseconds
 * @param now epoch milliseconds
 */
export function roundWait(last: number, now: number, interval: number): number {
	return Math.min(Math.max(last + interval - now, 0), interval);
}
