/**
 * A wait as a person says it: "45 s", "12 min" or "5 h 12 min", rounded up and at least one second.
 *
 * @param seconds how long the wait is
 */
export function waitText(seconds: number): string {
	const whole = Math.max(1, Math.ceil(seconds));
	if (whole <= 120) return `${whole} s`;
	const minutes = Math.ceil(whole / 60);
	if (minutes <= 120) return `${minutes} min`;
	const rest = minutes % 60;
	return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
