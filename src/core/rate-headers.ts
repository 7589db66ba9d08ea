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
