const dateTime =
	/^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|([+-])(\d{2}):(\d{2})))?$/i;

const minute = 60_000;

/** The latest time that is read: the beginning of the last day of the year 9999. */
const latest = Date.UTC(9999, 11, 31);

/**
 * Reads a date, which stands for its beginning in UTC, or a date and time with its zone (RFC 3339).
 * Fractions of a second are left out.
 *
 * @returns epoch milliseconds, from 0; `undefined` if it is neither, or none of the calendar
 */
export function parseDateTime(input: string): number | undefined {
	const [, date = '', hours = '0', minutes = '0', seconds = '0', sign, zoneHours, zoneMinutes] =
		dateTime.exec(input) ?? [];
	const midnight = Date.parse(`${date}T00:00:00Z`);
	// `Date` takes the 30th of February for the second of March.
	if (Number.isNaN(midnight) || formatDateTime(midnight).slice(0, 10) !== date) return undefined;
	if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
	const zone = Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0);
	if (Number(zoneMinutes ?? 0) > 59 || zone >= 1440) return undefined;
	const local = midnight + (Number(hours) * 60 + Number(minutes)) * minute + Number(seconds) * 1000;
	const time = local - (sign === '-' ? -zone : zone) * minute;
	return time >= 0 && time <= latest ? time : undefined;
}

/** Formats a time in UTC, to the second (RFC 3339). @param time epoch milliseconds */
export function formatDateTime(time: number): string {
	return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
