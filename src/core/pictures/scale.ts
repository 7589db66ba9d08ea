/** Maps numbers to places along an axis. */
export type Scale = (value: number) => number;

/**
 * A linear scale. All of an empty range is mapped to the middle, and nothing to a place beyond the
 * ends. Places are rounded to tenths.
 *
 * @param range the least and the greatest number
 * @param places where they are drawn
 */
export function scale([low, high]: Range, [start, end]: Range): Scale {
	return (value) => {
		// Halves, since the difference of two safe integers can be an unsafe one.
		const share = high === low ? 0.5 : (value / 2 - low / 2) / (high / 2 - low / 2);
		return tenths(start + Math.min(1, Math.max(0, share)) * (end - start));
	};
}

export type Range = readonly [number, number];

/** The least and the greatest of some numbers, of which there is at least one. */
export function rangeOf(values: readonly number[]): Range {
	return [Math.min(...values), Math.max(...values)];
}

/** The path of a line through points with rising places along it. */
export function linePath(points: readonly (readonly [number, number])[]): string {
	return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function tenths(place: number): number {
	return Math.round(place * 10) / 10;
}
