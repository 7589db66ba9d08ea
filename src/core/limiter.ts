import { type Budget, budget, gcra, type RatePolicy } from './gcra';
import { type Penalty, type PenaltyPolicy, penaltyWait, strike } from './penalty';

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

/**
 * Reads a client's standing and records nothing.
 *
 * @param now epoch milliseconds
 */
export function peek(
	{ arrival, penalty }: LimiterState,
	now: number,
	policy: LimiterPolicy,
): Standing {
	const remembered = penalty && now < penalty.forgetAt ? penalty : undefined;
	const blocked = remembered !== undefined && now < remembered.until;
	const outcome = gcra(arrival, now, policy);
	const earned = 'wait' in outcome ? outcome.wait : 0;
	return {
		remaining: blocked ? 0 : budget(arrival, now, policy).remaining,
		wait: blocked ? remembered.until - now : earned,
		penalty: remembered ? penaltyWait(remembered.strikes, policy) : 0,
	};
}
