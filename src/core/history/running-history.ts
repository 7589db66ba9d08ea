import { type HistorySpan, spanLength } from './history.ts';

/** What the running hour and its day have seen: part of the counter's one row. */
export interface RunningHistory {
	/** The number of the hour, from the epoch. */
	readonly hour: number;
	/** The sums of what was added and subtracted in that hour. */
	readonly added: number;
	readonly subtracted: number;
	/** The same sums of the day of UTC that the hour belongs to, this hour included. */
	readonly dayAdded: number;
	readonly daySubtracted: number;
	/** The value after the last change. */
	readonly value: number;
}

/** The sums of one hour or one day, or of a part of it, as the table keeps them. */
export interface HistoryPart {
	readonly by: HistorySpan;
	/** The number of the hour or the day, from the epoch. */
	readonly number: number;
	readonly added: number;
	readonly subtracted: number;
	/** The value after its last change. */
	readonly value: number;
}

const hoursOfDay = spanLength.day / spanLength.hour;

/** The number of the day that an hour belongs to. */
export function dayOfHour(hour: number): number {
	return Math.floor(hour / hoursOfDay);
}

/** A sum that stays exact: one beyond the safe integers is the largest of them. */
export function boundedSum(a: number, b: number): number {
	return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}

/**
 * Counts one change of the value.
 *
 * What an older edition changed meanwhile, since it knows no history, counts as changed now.
 *
 * @param before the history so far; `undefined` if none was kept
 * @param from the value before the change
 * @param to the value after it
 * @param now epoch milliseconds
 */
export function countChange(
	before: RunningHistory | undefined,
	from: number,
	to: number,
	now: number,
): RunningHistory {
	const hour = hourOfChange(before?.hour, Math.floor(now / spanLength.hour));
	const changes = [from - (before?.value ?? from), to - from];
	const added = sum(changes.map((change) => Math.max(change, 0)));
	const subtracted = sum(changes.map((change) => Math.max(-change, 0)));
	const sameHour = before?.hour === hour ? before : undefined;
	const sameDay = before && dayOfHour(before.hour) === dayOfHour(hour) ? before : undefined;
	return {
		hour,
		added: boundedSum(sameHour?.added ?? 0, added),
		subtracted: boundedSum(sameHour?.subtracted ?? 0, subtracted),
		dayAdded: boundedSum(sameDay?.dayAdded ?? 0, added),
		daySubtracted: boundedSum(sameDay?.daySubtracted ?? 0, subtracted),
		value: to,
	};
}

/**
 * The hour that a change belongs to. A clock that goes back into the hour before does not reopen it:
 * the running hour goes on until the clock has caught up. One that goes back further was wrong
 * before, or is now, and nobody knows which: the change belongs to the hour that the clock shows.
 */
function hourOfChange(running: number | undefined, clock: number): number {
	return running === clock + 1 ? running : clock;
}

/** What is over when the running hour of `before` is followed by another: at most an hour and a day. */
export function endedParts(
	before: RunningHistory | undefined,
	after: RunningHistory,
): readonly HistoryPart[] {
	if (before === undefined || before.hour === after.hour) return [];
	const [hour, day] = runningParts(before);
	return dayOfHour(before.hour) === dayOfHour(after.hour) ? [hour] : [hour, day];
}

/** The running hour and the running day. */
export function runningParts({
	hour,
	added,
	subtracted,
	dayAdded,
	daySubtracted,
	value,
}: RunningHistory): readonly [hour: HistoryPart, day: HistoryPart] {
	return [
		{ by: 'hour', number: hour, added, subtracted, value },
		{ by: 'day', number: dayOfHour(hour), added: dayAdded, subtracted: daySubtracted, value },
	];
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce(boundedSum, 0);
}
