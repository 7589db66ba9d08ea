/** How the platform can make the call of an object fail. */
export type PlatformFailure = 'overloaded' | 'lost' | 'outdated' | 'exhausted' | 'capped';

const bugs = [TypeError, ReferenceError, RangeError, SyntaxError];

/** What workerd says of a method that the class of the called object does not have, as a `TypeError`. */
const missingMethod = /^The RPC receiver does not implement the method "[\w$]+"\.$/;

/** What it says, as an `Error`, of a class without the method `fetch`. */
const missingFetch = 'Handler does not export a fetch() function.';

/**
 * Distinguishes a failure of the platform from a bug.
 *
 * The runtime marks what it throws: `overloaded` if the object has too much to do, so that a retry
 * makes it worse; `retryable` and `durableObjectReset` if the object or the way to it was
 * lost; `remote` alone if the object's own code threw, while some errors of the infrastructure carry
 * it beside another mark. A call that failed without a mark never reached the object, unless the error
 * is one that only wrong code throws.
 *
 * - `outdated`: the object runs code from before a deployment, without the method that was called
 * - `exhausted`: the account has used up a quota of the free plan, which starts anew at 00:00 UTC
 * - `capped`: the account has reached the spending limit that its owner set
 *
 * @returns `undefined` for a bug
 */
// #region failure
export function platformFailure(error: unknown): PlatformFailure | undefined {
	const marks = (error ?? {}) as Record<string, unknown>;
	const isBugLike = bugs.some((bug) => error instanceof bug);
	if (!isBugLike && isQuota(error, /free (?:tier|plan)/i)) return 'exhausted';
	if (!isBugLike && isQuota(error, /spending (?:cap|limit)/i)) return 'capped';
	if (marks['overloaded'] === true) return 'overloaded';
	if (marks['durableObjectReset'] === true || marks['retryable'] === true) return 'lost';
	if (marks['remote'] === true) return isMissingMethod(error) ? 'outdated' : undefined;
	return isBugLike ? undefined : 'lost';
}
// #endregion failure

// #region missing-method
/** The class of an error and its message are all that is left of it after a call. */
function isMissingMethod(error: unknown): boolean {
	if (error instanceof TypeError) return missingMethod.test(error.message);
	return error instanceof Error && error.message === missingFetch;
}
// #endregion missing-method

/**
 * The platform gives these errors no mark of their own, and a prefix may stand before the message. So
 * three things must be said: that something was exceeded, of which product, and which limit.
 */
function isQuota(error: unknown, limit: RegExp): boolean {
	if (!(error instanceof Error)) return false;
	return [/\bexceeded\b/i, /\bDurable Objects\b/i, limit].every((mark) => mark.test(error.message));
}

/** Seconds from an epoch time in milliseconds to the next 00:00 UTC: more than 0, up to a day. */
export function untilQuotaReset(now: number): number {
	const day = 86_400_000;
	return (day - (((now % day) + day) % day)) / 1000;
}

/**
 * The delay before a retry: "full jitter", a random time below a ceiling that doubles.
 *
 * @param attempt how many attempts have failed, from 1
 * @param random a number from 0 up to 1
 * @returns milliseconds, below 400
 */
export function retryDelay(attempt: number, random: number): number {
	return random * Math.min(50 * 2 ** attempt, 400);
}

/** Whether a call failed because the object was reset during the call. */
export function isReset(error: unknown): boolean {
	return ((error ?? {}) as Record<string, unknown>)['durableObjectReset'] === true;
}
