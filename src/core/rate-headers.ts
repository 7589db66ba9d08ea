import type { LimitDecision, LimiterPolicy } from './limiter';

/** The name of the one quota policy that this site announces. */
const policyName = '"write"';

/**
 * Spells a limiter's answer as the fields of the IETF draft "RateLimit header fields for HTTP"
 * (draft-ietf-httpapi-ratelimit-headers, version 8 and later): quota `q`, window `w`, remaining
 * `r` and time to reset `t`, the times in whole seconds, rounded up.
 */
export function rateHeaders(
	decision: LimitDecision,
	{ burst, interval }: LimiterPolicy,
): Record<'RateLimit' | 'RateLimit-Policy', string> {
	const [remaining, reset] = decision.allowed
		? [decision.remaining, decision.reset]
		: [0, decision.wait];
	return {
		'RateLimit-Policy': `${policyName};q=${burst};w=${wholeSeconds(burst * interval)}`,
		RateLimit: `${policyName};r=${remaining};t=${wholeSeconds(reset)}`,
	};
}

function wholeSeconds(milliseconds: number): number {
	return Math.ceil(milliseconds / 1000);
}

/**
 * How long a client should wait before its next write so that its budget never runs out: not at all
 * while half of it is left, then longer the less there is. At three tenths it waits for as long as
 * the budget takes to earn one write, so a client that goes on writing settles there; several that
 * share a budget settle lower.
 *
 * @param policy the `RateLimit-Policy` field of the last answer
 * @param limit its `RateLimit` field
 * @returns milliseconds; 0 unless both fields are what {@link rateHeaders} writes
 */
export function paceOf(policy: string | null, limit: string | null): number {
	const [, quota, window] = /;q=(\d+);w=(\d+)$/.exec(policy ?? '') ?? [];
	const [, remaining] = /;r=(\d+);t=\d+$/.exec(limit ?? '') ?? [];
	if (quota === undefined || window === undefined || remaining === undefined) return 0;
	const interval = (Number(window) * 1000) / Number(quota);
	const left = Number(remaining) / Number(quota);
	return Math.round(interval * Math.max(0, (0.5 - left) / 0.2));
}
