/** The spans of a history: full hours, or days of UTC. */
export type HistorySpan = 'hour' | 'day';

/** The length of a span, in milliseconds. */
export const spanLength = { hour: 3_600_000, day: 86_400_000 } as const satisfies Record<
	HistorySpan,
	number
>;

/** How many entries one answer has at most: 90 days of hours, or 1,000 days. */
export const spansMax = { hour: 2160, day: 1000 } as const satisfies Record<HistorySpan, number>;

/** How many spans an answer has, the running one included, if nothing else is asked for. */
export const spansDefault = { hour: 24, day: 30 } as const satisfies Record<HistorySpan, number>;

/** How long hours are kept at least, in milliseconds: 90 days. They go by whole days of UTC. */
export const hoursKept = 90 * spanLength.day;

/** What changed in one hour or one day. */
export interface HistoryEntry {
	/** When it began, in epoch milliseconds. */
	readonly from: number;
	/** The sum of what was added, from 0; a sum beyond the safe integers is given as the largest. */
	readonly added: number;
	/** The sum of what was subtracted, likewise. */
	readonly subtracted: number;
	/** The value at its end, or now if it is not over. */
	readonly value: number;
}

/** Which part of a history is asked for. */
export interface HistoryQuery {
	readonly by: HistorySpan;
	/** The beginning of the first hour or day, in epoch milliseconds. */
	readonly from: number;
	/** The end of the last hour or day, in epoch milliseconds. */
	readonly to: number;
}

/** A part of the history of a counter. */
export interface CounterHistory {
	/** The value at the beginning of that part. */
	readonly valueBefore: number;
	/** The hours or days in which the counter was changed, in their order; no others. */
	readonly entries: readonly HistoryEntry[];
}
