const months = [
	...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
	...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/**
 * Writes the hour of a time in UTC, such as "14:00".
 *
 * @param time in epoch milliseconds
 */
export function hourText(time: number): string {
	return `${String(new Date(time).getUTCHours()).padStart(2, '0')}:00`;
}

/** Writes the day of a time in UTC, such as "3 May". */
export function dayText(time: number): string {
	const date = new Date(time);
	return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}
