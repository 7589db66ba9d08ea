/** How the platform can make the call of an object fail. */
export type PlatformFailure = 'overloaded' | 'lost';

const bugs = [TypeError, ReferenceError, RangeError, SyntaxError];

/**
 * Distinguishes a failure of the platform from a bug.
 *
 * The runtime marks what it throws: `overloaded` if the object has too much to do, so that a retry
 * makes it worse; `retryable` and `durableObjectReset` if the object or the way to it was
 * lost; `remote` alone if the object's own code threw. A call that failed without a mark never
 * reached the object, unless the error is one that only wrong code throws.
 *
 * @returns `undefined` for a bug
 */
// #region failure
export function platformFailure(error: unknown): PlatformFailure | undefined {
	const marks = (error ?? {}) as Record<string, unknown>;
	if (marks['overloaded'] === true) return 'overloaded';
	if (marks['durableObjectReset'] === true || marks['retryable'] === true) return 'lost';
	const isBug = marks['remote'] === true || bugs.some((bug) => error instanceof bug);
	return isBug ? undefined : 'lost';
}
// #endregion failure

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
