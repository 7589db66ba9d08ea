import { type Budget, budget, gcra, type RatePolicy, reachable } from './gcra';
import { type Penalty, type PenaltyPolicy, remembered, strike } from './penalty';

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
 * being forgotten waits twice as long. A clock that went back makes no wait longer than the longest
 * one.
 *
 * @param now epoch milliseconds
 */
export function admit(
	before: LimiterState,
	now: number,
	policy: LimiterPolicy,
): { readonly decision: LimitDecision; readonly state: LimiterState } {
	const longest = Math.max(policy.penaltyCap, policy.interval);
	const arrival = reachable(before.arrival, now, policy);
	const penalty = remembered(before.penalty, now, longest, policy);
	const outcome = gcra(arrival, now, policy);
	if (penalty && now < penalty.until) {
		// Within a wait the budget asks for more than the penalty only if the clock went back.
		const wait = Math.max(penalty.until - now, 'wait' in outcome ? outcome.wait : 0);
		return { decision: { allowed: false, wait }, state: { arrival, penalty } };
	}
	if ('arrival' in outcome) {
		return {
			decision: { allowed: true, ...budget(outcome.arrival, now, policy) },
			state: { arrival: outcome.arrival, penalty },
		};
	}

	const struck = strike(penalty, now, outcome.wait, policy);
	return {
		decision: { allowed: false, wait: struck.until - now },
		state: { arrival, penalty: struck },
	};
}
