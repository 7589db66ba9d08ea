/** A time as the reader's clock shows it; with the date if that is not today. */
export function timeText(time: string): string {
	const date = new Date(time);
	const isToday = date.toDateString() === new Date().toDateString();
	return isToday ? date.toLocaleTimeString() : date.toLocaleString();
}
