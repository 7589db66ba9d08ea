import { type Budget, budget, gcra, type RatePolicy, clampArrival } from './gcra';
import { type Penalty, type PenaltyPolicy, penaltyWait, activePenalty, strike } from './penalty';

/** The configuration of a limiter. */
export interface LimiterPolicy extends RatePolicy, PenaltyPolicy {}

/** The state that a limiter keeps of one client. */
export interface LimiterState {
	/** See {@link gcra}. */
	readonly arrival: number;
	/** Present from a refusal until it is forgotten. */
	readonly penalty?: Penalty | undefined;
}

/** The limiter's decision on one write. */
export type LimitDecision =
	| ({ readonly allowed: true } & Budget)
	| {
			readonly allowed: false;
			/** Milliseconds after which the next write is admitted. */
			readonly wait: number;
	  };

/** The state of a client's budget now. */
export interface BudgetStatus {
	/** Whole writes that would be admitted now. */
	readonly remaining: number;
	/** Milliseconds until the next write is admitted; 0 if it would be now. */
	readonly wait: number;
	/** Milliseconds that the last refusal cost, while it is remembered; else 0. */
	readonly penalty: number;
}

/** The state of a client that was never seen. */
export const newClient: LimiterState = { arrival: 0 };

/**
 * Decides on one write and records it.
 *
 * A refusal starts a wait. A write during the wait is refused for the rest of it and changes
 * nothing, so it does not matter which machine answers. A client that exceeds the budget again
 * before its penalty is forgotten waits twice as long. If the clock goes back, no wait becomes
 * longer than the longest one. Where the longest penalty is 0 a refusal is not recorded.
 *
 * @param now epoch milliseconds
 * @param cost how many writes it counts as, at least 1; at most the burst is spent
 */
export function admit(
	before: LimiterState,
	now: number,
	policy: LimiterPolicy,
	cost = 1,
): { readonly decision: LimitDecision; readonly state: LimiterState } {
	const { arrival, penalty } = refresh(before, now, policy);
	const outcome = gcra(arrival, now, policy, cost);
	if (penalty && now < penalty.until) {
		// During a penalty the wait for the budget is the longer one only if the clock went back.
		const wait = Math.max(penalty.until - now, 'wait' in outcome ? outcome.wait : 0);
		return { decision: { allowed: false, wait }, state: { arrival, penalty } };
	}
	if ('arrival' in outcome) {
		return {
			decision: { allowed: true, ...budget(outcome.arrival, now, policy) },
			state: { arrival: outcome.arrival, penalty },
		};
	}
	if (policy.penaltyCap === 0) {
		return { decision: { allowed: false, wait: outcome.wait }, state: { arrival, penalty } };
	}

	const next = strike(penalty, now, outcome.wait, policy);
	return {
		decision: { allowed: false, wait: next.until - now },
		state: { arrival, penalty: next },
	};
}

/**
 * Reads the state of a client's budget and records nothing.
 *
 * @param now epoch milliseconds
 */
export function peek(before: LimiterState, now: number, policy: LimiterPolicy): BudgetStatus {
	const { arrival, penalty } = refresh(before, now, policy);
	const outcome = gcra(arrival, now, policy);
	const wait = Math.max(penalty ? penalty.until - now : 0, 'wait' in outcome ? outcome.wait : 0);
	return {
		remaining: wait > 0 ? 0 : budget(arrival, now, policy).remaining,
		wait,
		penalty: penalty ? penaltyWait(penalty.strikes, policy) : 0,
	};
}

/** The state as of now, without a penalty that is forgotten. */
function refresh(before: LimiterState, now: number, policy: LimiterPolicy): LimiterState {
	const longest = Math.max(policy.penaltyCap, policy.burst * policy.interval);
	return {
		arrival: clampArrival(before.arrival, now, policy),
		penalty: activePenalty(before.penalty, now, longest, policy),
	};
}
