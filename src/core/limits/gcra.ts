/** A budget: `burst` writes at once, and one more every `interval` milliseconds. */
export interface RatePolicy {
	/** Whole writes, at least 1. */
	readonly burst: number;
	/** Milliseconds, above 0. */
	readonly interval: number;
}

/** What is left of a budget. */
export interface Budget {
	/** Whole writes that would be admitted now. */
	readonly remaining: number;
	/** Milliseconds until the budget is whole again. */
	readonly reset: number;
}

/**
 * The Generic Cell Rate Algorithm (ITU-T I.371, annex A): a leaky bucket whose whole state is one
 * number, the theoretical arrival time, at which the budget will be whole again.
 *
 * @param arrival the theoretical arrival time so far, in epoch milliseconds; 0 for a new client
 * @param now epoch milliseconds
 * @param cost how many writes it counts as, at least 1; more than a whole budget cannot be asked for
 * @returns the arrival time after the write, or the milliseconds until it is admitted
 */
// #region gcra
export function gcra(
	arrival: number,
	now: number,
	policy: RatePolicy,
	cost = 1,
): { readonly arrival: number } | { readonly wait: number } {
	const { burst, interval } = policy;
	const next = refresh(arrival, now, policy) + Math.min(cost, burst) * interval;
	const wait = next - burst * interval - now;
	return wait > 0 ? { wait } : { arrival: next };
}
// #endregion gcra

/** Reads a budget without spending any of it; the arguments are those of {@link gcra}. */
export function budget(arrival: number, now: number, policy: RatePolicy): Budget {
	const reset = refresh(arrival, now, policy) - now;
	return { remaining: Math.floor(policy.burst - reset / policy.interval), reset };
}

/**
 * Limits an arrival time to what `burst` writes can reach. It is later than that only if the clock
 * went back; the limited time must be stored, or the client is refused until the clock catches up.
 */
export function clampArrival(
	arrival: number,
	now: number,
	{ burst, interval }: RatePolicy,
): number {
	return Math.min(arrival, now + burst * interval);
}

/** The arrival time as of now: the budget of an idle client fills up to its burst. */
function refresh(arrival: number, now: number, policy: RatePolicy): number {
	return Math.max(clampArrival(arrival, now, policy), now);
}
