import { type Budget, budget, gcra, type RatePolicy, reachable } from './gcra';
import { type Penalty, type PenaltyPolicy, penaltyWait, remembered, strike } from './penalty';

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

/** A client's standing, as {@link peek} reads it. */
export interface Standing {
	/** Whole writes that would be admitted now. */
	readonly remaining: number;
	/** Milliseconds until the next write is admitted; 0 if it would be now. */
	readonly wait: number;
	/** Milliseconds that the last refusal cost, while it is remembered; else 0. */
	readonly penalty: number;
}

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
	const { arrival, penalty } = current(before, now, policy);
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

/**
 * Reads a client's standing and records nothing.
 *
 * @param now epoch milliseconds
 */
export function peek(before: LimiterState, now: number, policy: LimiterPolicy): Standing {
	const { arrival, penalty } = current(before, now, policy);
	const outcome = gcra(arrival, now, policy);
	const wait = Math.max(penalty ? penalty.until - now : 0, 'wait' in outcome ? outcome.wait : 0);
	return {
		remaining: wait > 0 ? 0 : budget(arrival, now, policy).remaining,
		wait,
		penalty: penalty ? penaltyWait(penalty.strikes, policy) : 0,
	};
}

/** What still holds of what was remembered. */
function current(before: LimiterState, now: number, policy: LimiterPolicy): LimiterState {
	const longest = Math.max(policy.penaltyCap, policy.interval);
	return {
		arrival: reachable(before.arrival, now, policy),
		penalty: remembered(before.penalty, now, longest, policy),
	};
}
