import { platformFailure, retryDelay } from '../core/platform-failure';
import type { Problem } from '../core/problem';

/** How often a call that may be repeated is tried in all. */
const attempts = 3;

/** Seconds that a client is asked to wait when an object cannot be reached. */
const unavailableFor = 1;

/** What a test may replace. */
export interface Clock {
	readonly random: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
}

const clock: Clock = {
	random: Math.random,
	sleep: (milliseconds) => scheduler.wait(milliseconds),
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
export async function callObject<Stub, Result>(
	stub: () => Stub,
	call: (stub: Stub) => Promise<Result>,
	repeatable: boolean,
	{ random, sleep }: Clock = clock,
): Promise<Result | Problem> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await call(stub());
		} catch (error) {
			const failure = platformFailure(error);
			if (!failure) throw error;
			if (failure === 'overloaded' || !repeatable || attempt === attempts) {
				console.warn(`object ${failure}, attempt ${attempt}: ${String(error)}`);
				return { problem: 'unavailable', retryAfter: unavailableFor };
			}
			await sleep(retryDelay(attempt, random()));
		}
	}
}
