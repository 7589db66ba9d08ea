import { platformFailure, retryDelay } from '../core/objects/platform-failure';
import type { Problem } from '../core/contract/problem';

/** How often a call that may be repeated is tried in all. */
const attempts = 3;

/** Seconds that a client is asked to wait when an object cannot be reached. */
const unavailableFor = 1;

/** How long an object may take to answer, in milliseconds. */
const timeoutMs = 5000;

/** What a test may replace. */
export interface Clock {
	readonly random: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
	/** Rejects if `answer` takes longer than `milliseconds`. */
	readonly withTimeout: <T>(answer: PromiseLike<T>, milliseconds: number) => Promise<T>;
}

const clock: Clock = {
	random: Math.random,
	sleep: (milliseconds) => scheduler.wait(milliseconds),
	withTimeout,
};

/**
 * Calls an object. A failure of the platform comes back as the `unavailable` problem, a bug in the
 * object is thrown.
 *
 * A stub that has failed once keeps failing, so each attempt takes a fresh one. An overloaded
 * object is never asked twice.
 *
 * @param stub makes a fresh stub
 * @param call the one method call
 * @param repeatable whether calling twice does no more than calling once
 */
// #region call
export async function callObject<Stub, Result>(
	stub: () => Stub,
	call: (stub: Stub) => PromiseLike<Result>,
	repeatable: boolean,
	{ random, sleep, withTimeout }: Clock = clock,
): Promise<Result | Problem> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await withTimeout(call(stub()), timeoutMs);
		} catch (error) {
			const failure = platformFailure(error);
			if (!failure) throw error;
			if (failure === 'overloaded' || !repeatable || attempt === attempts) {
				const cause = `object ${failure}, attempt ${attempt}: ${String(error)}`;
				return { problem: 'unavailable', retryAfter: unavailableFor, cause };
			}
			await sleep(retryDelay(attempt, random()));
		}
	}
}
// #endregion call

/** The timer is not cleared: it ends with the request, and clearing it takes as long as setting it. */
function withTimeout<T>(answer: PromiseLike<T>, milliseconds: number): Promise<T> {
	return new Promise((resolve, reject) => {
		answer.then(resolve, reject);
		setTimeout(() => {
			// Treated as overload, which is not retried.
			reject(Object.assign(new Error('no answer in time'), { overloaded: true }));
		}, milliseconds);
	});
}
