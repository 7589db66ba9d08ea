import type { WriteBudget } from '../../core/contract/answers';

/** A reading of the write budget, and what was spent since. */
export interface GaugeReading {
	readonly budget: WriteBudget;
	/** When it was read, in milliseconds of `performance.now()`. */
	readonly at: number;
	/** Writes that were sent since then. */
	readonly spent: number;
}

/** The most cells that the gauge is drawn with. */
const cellsMax = 60;

/**
 * How full each cell of the gauge is, from 0 to 1, the fullest first: one cell stands for one
 * write, or for a share of the budget where one for each write would be too many to draw.
 */
export function cellShares(level: number, burst: number): readonly number[] {
	const cells = Math.min(burst, cellsMax);
	const filled = level * (cells / burst);
	return Array.from({ length: cells }, (_, cell) => Math.max(0, Math.min(1, filled - cell)));
}

/**
 * How much of the budget is left at a time of `performance.now()`: what was read, less what was
 * spent, plus what is earned in the meantime. An empty budget holds its first write when its wait
 * is over.
 */
export function levelAt({ budget, at, spent }: GaugeReading, now: number): number {
	const { remaining, burst, interval, retryAfter } = budget;
	const passed = (now - at) / 1000;
	const level =
		remaining > 0 ? remaining + passed / interval : 1 + (passed - retryAfter) / interval;
	return Math.max(0, Math.min(burst, level) - spent);
}
