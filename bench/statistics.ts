/** The middle of some numbers, and how far they spread. */
export interface Spread {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

/** The figures of no numbers are `NaN`. */
export function spread(numbers: readonly number[]): Spread {
	const sorted = numbers.toSorted((a, b) => a - b);
	return {
		median: percentile(sorted, 0.5),
		least: percentile(sorted, 0),
		most: percentile(sorted, 1),
	};
}

/** The value that a part of the sorted numbers, from 0 to 1, does not exceed; `NaN` of none. */
export function percentile(sorted: readonly number[], part: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
