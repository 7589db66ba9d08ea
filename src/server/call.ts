import { platformFailure, retryDelay } from '../core/objects/platform-failure';
import type { Problem } from '../core/contract/problem';

/** How often a call that may be repeated is tried in all. */
const attempts = 3;

/** Seconds that a client is asked to wait when an object cannot be reached. */
const unavailableFor = 1;

/** How long an object may take to answer, in milliseconds. */
const patience = 5000;

/** What a test may replace. */
export interface Clock {
	readonly random: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
	/** Rejects if `answer` takes longer than `milliseconds`. */
	readonly within: <T>(answer: PromiseLike<T>, milliseconds: number) => Promise<T>;
}

const clock: Clock = {
	random: Math.random,
	sleep: (milliseconds) => scheduler.wait(milliseconds),
	within,
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
	{ random, sleep, within }: Clock = clock,
): Promise<Result | Problem> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await within(call(stub()), patience);
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

/** Its timer is never cleared: it ends with the request, and to clear it takes as long as to set it. */
function within<T>(answer: PromiseLike<T>, milliseconds: number): Promise<T> {
	return new Promise((resolve, reject) => {
		answer.then(resolve, reject);
		setTimeout(() => {
			// Whoever is silent for so long has too much to do: to ask again would not help.
			reject(Object.assign(new Error('no answer in time'), { overloaded: true }));
		}, milliseconds);
	});
}
