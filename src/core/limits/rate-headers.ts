import type { Budget } from './gcra';
import type { LimitDecision, LimiterPolicy } from './limiter';

/** The name of the one quota policy that this site announces. */
const policyName = '"write"';

/**
 * Formats a limiter's decision as the fields of the IETF draft "RateLimit header fields for HTTP"
 * (draft-ietf-httpapi-ratelimit-headers, version 8 and later): quota `q`, window `w`, remaining `r`
 * and the time `t` until more of the quota is there, the times in whole seconds, rounded up.
 */
export function rateHeaders(
	decision: LimitDecision,
	policy: LimiterPolicy,
): Record<'RateLimit' | 'RateLimit-Policy', string> {
	const { burst, interval } = policy;
	const [remaining, wait] = decision.allowed
		? [decision.remaining, untilMore(decision, policy)]
		: [0, decision.wait];
	return {
		'RateLimit-Policy': `${policyName};q=${burst};w=${wholeSeconds(burst * interval)}`,
		RateLimit: `${policyName};r=${remaining};t=${wholeSeconds(wait)}`,
	};
}

/** Milliseconds until one more write remains than does now. */
function untilMore({ remaining, reset }: Budget, { burst, interval }: LimiterPolicy): number {
	return reset - (burst - remaining - 1) * interval;
}

function wholeSeconds(milliseconds: number): number {
	return Math.ceil(milliseconds / 1000);
}

/**
 * How long a client should wait before its next write so that its budget never runs out: 0 while at
 * least six tenths of it are left, and for every tenth below that, the time in which one write is
 * earned. A client that keeps writing settles at half of its budget; several clients that share one
 * budget settle a little lower, without any coordination.
 *
 * @param policy the `RateLimit-Policy` field of the last answer
 * @param limit its `RateLimit` field
 * @returns milliseconds; 0 unless both fields are what {@link rateHeaders} writes
 */
export function suggestedDelay(policy: string | null, limit: string | null): number {
	const [, quota, window] = /;q=(\d+);w=(\d+)$/.exec(policy ?? '') ?? [];
	const [, remaining] = /;r=(\d+);t=\d+$/.exec(limit ?? '') ?? [];
	if (quota === undefined || window === undefined || remaining === undefined) return 0;
	const whole = Number(window) * 1000;
	const missing = Math.max(0, 0.6 - Number(remaining) / Number(quota));
	return Math.min(whole, Math.round((whole / Number(quota)) * missing * 10));
}
