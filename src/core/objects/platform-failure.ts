/** What a call of an object can fail with, besides a bug in the object. */
export type PlatformFailure = 'overloaded' | 'lost';

const bugs = [TypeError, ReferenceError, RangeError, SyntaxError];

/**
 * Tells a failure of the platform from a bug.
 *
 * The runtime marks what it throws: `overloaded` if the object has too much to do, so that asking
 * again makes it worse; `retryable` and `durableObjectReset` if the object or the way to it was
 * lost; `remote` alone if the object's own code threw. What bears no mark never reached the object,
 * unless it is one of the errors that only wrong code throws.
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
 * How long to wait before asking again: "full jitter", a random time below a ceiling that doubles.
 *
 * @param attempt how often it was tried, from 1
 * @param random a number from 0 up to 1
 * @returns milliseconds, below 400
 */
export function retryDelay(attempt: number, random: number): number {
	return random * Math.min(50 * 2 ** attempt, 400);
}

/** Tells whether a call failed because the object ended while it was asked. */
export function isReset(error: unknown): boolean {
	return ((error ?? {}) as Record<string, unknown>)['durableObjectReset'] === true;
}
