import { type CounterHistory, type HistoryQuery, type HistorySpan, spanLength } from './history.ts';
import { boundedSum, type HistoryPart } from './running-history.ts';

/** The hours or days that a query asks for, by their numbers from the epoch. */
export interface NumberRange {
	readonly by: HistorySpan;
	readonly first: number;
	/** The number after the last one. */
	readonly end: number;
}

/** The range of a query: every hour or day of which it asks for a part. */
export function rangeOf({ by, from, to }: HistoryQuery): NumberRange {
	const length = spanLength[by];
	return { by, first: Math.floor(from / length), end: Math.ceil(to / length) };
}

/**
 * Builds the answer for a part of a history.
 *
 * @param range what is asked for
 * @param stored the stored parts in their order: those of the range, the last one before it, and, if
 *   there are none of these, the first one after it
 * @param running the hour or day that still runs
 * @param value of the counter now
 */
export function buildHistory(
	{ by, first, end }: NumberRange,
	stored: readonly HistoryPart[],
	running: HistoryPart | undefined,
	value: number,
): CounterHistory {
	const parts = running ? withRunning(stored, running) : stored;
	const before = parts.findLast(({ number }) => number < first);
	const next = parts.find(({ number }) => number >= first);
	return {
		valueBefore: before?.value ?? (next ? next.value - next.added + next.subtracted : value),
		entries: parts
			.filter(({ number }) => number >= first && number < end)
			.map(({ number, added, subtracted, value: after }) => ({
				from: number * spanLength[by],
				added,
				subtracted,
				value: after,
			})),
	};
}

/** Puts the running part in its place: into a stored one, if the clock has come back to that. */
function withRunning(stored: readonly HistoryPart[], running: HistoryPart): readonly HistoryPart[] {
	const same = stored.find(({ number }) => number === running.number);
	const whole = same ? joined(same, running) : running;
	return [...stored.filter((part) => part !== same), whole].toSorted((a, b) => a.number - b.number);
}

/** Adds up two parts of the same hour or day. */
function joined(earlier: HistoryPart, later: HistoryPart): HistoryPart {
	return {
		...later,
		added: boundedSum(earlier.added, later.added),
		subtracted: boundedSum(earlier.subtracted, later.subtracted),
	};
}
