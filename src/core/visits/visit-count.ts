import { dayOf } from './day';

/** The most visitors of one day that a counter distinguishes. */
export const visitorsMax = 100_000;

/** How many visits a counter has counted on one day. */
export interface VisitCount {
	/** The UTC day, as {@link dayOf} counts it. */
	readonly day: number;
	readonly visits: number;
}

/**
 * Returns the count of today; that of another day, earlier or later, counts nothing.
 *
 * @param before the count that is stored, if any
 * @param now epoch milliseconds
 */
export function visitsToday(before: VisitCount | undefined, now: number): VisitCount {
	const day = dayOf(now);
	return before?.day === day ? before : { day, visits: 0 };
}

/** Whether every visitor of the day was distinguished, so that none of them counted twice. */
export function isExact({ visits }: VisitCount): boolean {
	return visits <= visitorsMax;
}
