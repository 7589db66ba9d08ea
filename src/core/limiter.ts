import { type Budget, budget, gcra, type RatePolicy } from './gcra';
import { type Penalty, type PenaltyPolicy, strike } from './penalty';

/** All that the limiter goes by. */
export interface LimiterPolicy extends RatePolicy, PenaltyPolicy {}

/** All that the limiter remembers of a client. */
export interface LimiterState {
	/** See {@link gcra}. */
	readonly arrival: number;
	/** Present from a refusal until it is forgotten. */
	readonly penalty?: Penalty | undefined;
}

/** The limiter's answer about one write. */
export type LimitDecision =
	| ({ readonly allowed: true } & Budget)
	| {
			readonly allowed: false;
			/** Milliseconds after which the next write is admitted. */
			readonly wait: number;
	  };

/** What is remembered of a client that was never seen. */
export const newClient: LimiterState = { arrival: 0 };

/**
 * Decides on one write and records it.
 *
 * A refusal starts a wait. Whoever writes during the wait is told the rest of it and nothing else
 * happens, so it does not matter which machine answers; whoever outruns the budget again before
 * being forgotten waits twice as long.
 *
 * @param now epoch milliseconds
 */
export function admit(
	{ arrival, penalty }: LimiterState,
	now: number,
	policy: LimiterPolicy,
): { readonly decision: LimitDecision; readonly state: LimiterState } {
	const remembered = penalty && now < penalty.forgetAt ? penalty : undefined;
	if (remembered && now < remembered.until) {
		const wait = Math.min(remembered.until - now, Math.max(policy.penaltyCap, policy.interval));
		return { decision: { allowed: false, wait }, state: { arrival, penalty: remembered } };
	}

	const outcome = gcra(arrival, now, policy);
	if ('arrival' in outcome) {
		return {
			decision: { allowed: true, ...budget(outcome.arrival, now, policy) },
			state: { arrival: outcome.arrival, penalty: remembered },
		};
	}

	const struck = strike(remembered, now, outcome.wait, policy);
	return {
		decision: { allowed: false, wait: struck.until - now },
		state: { arrival, penalty: struck },
	};
}
