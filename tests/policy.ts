import type { LimiterPolicy } from '../src/core/limits/limiter';

/** The limits of the contract; times are in milliseconds. */
export const contract: LimiterPolicy = {
	burst: 10,
	interval: 500,
	penalty: 500,
	penaltyCap: 30_000,
	penaltyMemory: 60_000,
};
