/**
 * Draws one stroke of a tally, 18 units high, as the data of an SVG path.
 *
 * @param place in its group of five, from 0: the last one lies across the four before it
 */
export function tallyStroke(place: number, left = 0, top = 0): string {
	return place === 4 ? `M${left + 1} ${top + 19}l24-13` : `M${left + 4 + place * 6} ${top + 3}v18`;
}

/** Draws a number as a tally of strokes in groups of five, as the data of an SVG path. */
export function tallyPath(count: number): string {
	const strokes = Array.from({ length: count }, (_, stroke) =>
		tallyStroke(stroke % 5, Math.floor(stroke / 5) * 28),
	);
	return strokes.join('');
}
