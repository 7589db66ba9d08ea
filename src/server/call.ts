import type { Problem } from '../core/contract/problem';
import {
	type PlatformFailure,
	platformFailure,
	retryDelay,
	untilQuotaReset,
} from '../core/objects/platform-failure';

/** How often a call that may be repeated is tried in all. */
const attempts = 3;

/** How long an object may take to answer, in milliseconds. */
const timeoutMs = 5000;

/** What a test may replace. */
export interface Clock {
	/** The present, in epoch milliseconds. */
	readonly now: () => number;
	readonly random: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
	/** Rejects if `answer` takes longer than `milliseconds`. */
	readonly withTimeout: <T>(answer: PromiseLike<T>, milliseconds: number) => Promise<T>;
}

const clock: Clock = {
	now: Date.now,
	random: Math.random,
	sleep: (milliseconds) => scheduler.wait(milliseconds),
	withTimeout,
};

/**
 * Calls an object. A failure of the platform comes back as the `unavailable` problem, a bug in the
 * object is thrown.
 *
 * A stub that has failed once keeps failing, so each attempt takes a fresh one. Only an object that
 * was lost is asked again: nothing else is over within a second.
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
	{ now, random, sleep, withTimeout }: Clock = clock,
): Promise<Result | Problem> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await withTimeout(call(stub()), timeoutMs);
		} catch (error) {
			const failure = platformFailure(error);
			if (!failure) throw error;
			if (failure !== 'lost' || !repeatable || attempt === attempts) {
				const cause = `object ${failure}, attempt ${attempt}: ${String(error)}`;
				return { problem: 'unavailable', ...unavailable(failure, now()), cause };
			}
			await sleep(retryDelay(attempt, random()));
		}
	}
}
// #endregion call

// #region unavailable
/** What the answer says of a failure, and the seconds after which a client may try again. */
function unavailable(
	failure: PlatformFailure,
	now: number,
): Pick<Problem, 'detail'> & { readonly retryAfter: number } {
	switch (failure) {
		case 'overloaded':
		case 'lost':
			return { retryAfter: 1 };
		case 'outdated':
			return {
				detail:
					'This site was just updated, and the object that was asked still runs the code from before. It changes within minutes.',
				retryAfter: 30,
			};
		case 'exhausted':
			return {
				detail:
					'This site has used up what its hosting plan allows in one day. It can do this again from 00:00 UTC on. A value that was confirmed is safe.',
				retryAfter: untilQuotaReset(now),
			};
		case 'capped':
			return {
				detail:
					'This site has reached the spending limit that its operator set. It can do this again when the operator raises the limit or a new month begins. A value that was confirmed is safe.',
				retryAfter: 3600,
			};
	}
}
// #endregion unavailable

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
