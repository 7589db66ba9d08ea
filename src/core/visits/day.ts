import { spanLength } from '../history/history';

/** Milliseconds of a day. */
export const dayLength = spanLength.day;

/** The UTC day that a time belongs to, counted from 1 January 1970. */
export function dayOf(time: number): number {
	return Math.floor(time / dayLength);
}

/** The time at which a day begins, in epoch milliseconds. */
export function startOfDay(day: number): number {
	return day * dayLength;
}

/** The time at which a day is over, in epoch milliseconds. */
export function endOfDay(day: number): number {
	return startOfDay(day + 1);
}

/** The date of a day, such as `2026-01-31`. */
export function dayName(day: number): string {
	return new Date(startOfDay(day)).toISOString().slice(0, 10);
}

/** Returns the day that a date names, or `undefined` if {@link dayName} names none so. */
export function parseDayName(text: string | undefined): number | undefined {
	if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
	const day = dayOf(Date.parse(text));
	return Number.isNaN(day) || dayName(day) !== text ? undefined : day;
}
