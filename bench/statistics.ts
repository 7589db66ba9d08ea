/** The value that a part of the sorted numbers does not exceed; `NaN` of none. */
export function percentile(sorted: ArrayLike<number>, part: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The middle of some numbers and how far they spread. */
export interface Spread {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

export function spread(numbers: readonly number[]): Spread {
	const sorted = numbers.toSorted((a, b) => a - b);
	const half = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
	return {
		median: low === undefined || high === undefined ? Number.NaN : (low + high) / 2,
		least: sorted[0] ?? Number.NaN,
		most: sorted.at(-1) ?? Number.NaN,
	};
}
