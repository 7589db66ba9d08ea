/**
 * Formats a time as the reader's clock shows it; with the date if that is not today.
 *
 * @param time an RFC 3339 date and time, or epoch milliseconds
 */
export function timeText(time: string | number): string {
	const date = new Date(time);
	const isToday = date.toDateString() === new Date().toDateString();
	return isToday ? date.toLocaleTimeString() : date.toLocaleString();
}
