import type { PrivateCounter } from '../core/contract/answers';
import { slowAnswer } from '../core/contract/api';
import { isReset } from '../core/objects/platform-failure';
import { isProblem, type Problem } from '../core/contract/problem';
import { invalidQuery, readQuery } from '../core/contract/query';
import { isEventId } from '../core/contract/recording';
import { mediaTypes } from '../core/http/media-types';
import type { Counter } from '../durable-objects/counter';
import { admitTrusted } from './admission';
import { callObject } from './call';
import { demoAddress, notADemo } from './demo-address';
import { counter, newCounterId } from './objects';
import { inspectCounter } from './counters/read';
import { increment } from './counters/write';
import { type Action, jsonContent } from './outcome';
import { startTiming } from './timing';

/** How many increments each counter of a race is asked for: enough to see that some are lost. */
const raceIncrements = 5;

/**
 * How many writes of the caller's budget a race counts as. A write is two calls of objects; a race has
 * two for each increment that reads first, one for each other, two that delete, and the limiter's.
 */
const raceCost = (3 * raceIncrements + 2 + 1) / 2;

/**
 * Lets two counters be incremented many times at once: one is read and then written back, the other
 * is asked to add. Both are made here and now, so no counter of anybody can lose an update, and both
 * are deleted at the end.
 */
export const race: Action = async (context) => {
	const admitted = await admitTrusted(context, raceCost);
	if (isProblem(admitted)) return admitted;
	const withTime = startTiming('counter', 'increment');

	const [lossy, exact] = await Promise.all([
		run(readThenWrite),
		run(async (stub) => void (await stub.increment())),
	]);
	const headers = withTime(admitted.headers);
	if (isProblem(lossy)) return { ...lossy, headers };
	if (isProblem(exact)) return { ...exact, headers };
	const outcome = { increments: raceIncrements, readThenWrite: lossy, increment: exact };
	return { ...jsonContent(outcome), headers };
};

/** Restarts a demo's counter and returns what the new object reports of itself. */
export const restart: Action = async (context) => {
	const name = demoAddress(context.params['name']);
	if (!name) return notADemo;
	const admitted = await admitTrusted(context);
	if (isProblem(admitted)) return admitted;
	const withTime = startTiming('counter', 'inspect');

	const ended = await callObject(() => counter(name), end, false);
	const outcome = isProblem(ended) ? ended : await inspectCounter(name);
	return { ...outcome, headers: withTime(admitted.headers) };
};

/** Adds to a demo's counter at once, and answers so late that the answer can be lost. */
export const incrementSlowly: Action = async (context) => {
	if (!demoAddress(context.params['name'])) return notADemo;
	const outcome = await increment(context);
	if (!isProblem(outcome)) await scheduler.wait(slowAnswer);
	return outcome;
};

/** Returns what happened lately in a demo's object; if that is nothing new, it waits for a while (long polling). */
export const recording: Action = async ({ params, request }) => {
	const name = demoAddress(params['name']);
	if (!name) return notADemo;
	const query = readQuery(request.url, ['after']);
	if (isProblem(query)) return query;
	const { after } = query;
	if (after !== undefined && !isEventId(after)) {
		return invalidQuery(`needs the id of an event in "after", such as 1795867580390-1.`);
	}
	if (request.method === 'HEAD') return { content: '', type: mediaTypes.json };
	const events = await callObject(
		() => counter(name),
		(stub) => stub.recording(after, name),
		true,
	);
	return isProblem(events) ? events : jsonContent({ events });
};

// #region read-then-write
/** Adds one in the Worker: whatever is counted between the reading and the writing is lost. */
async function readThenWrite(stub: DurableObjectStub<Counter>): Promise<void> {
	const { value } = await stub.getCounterValue();
	await stub.overwrite(value + 1);
}
// #endregion read-then-write

/** Makes a counter, increments it in one way, by all callers at once, and deletes it. */
function run(
	step: (stub: DurableObjectStub<Counter>) => Promise<void>,
): Promise<PrivateCounter | Problem> {
	const id = newCounterId();
	return callObject(
		() => counter(id),
		async (stub) => {
			await Promise.all(Array.from({ length: raceIncrements }, () => step(stub)));
			const { value } = await stub.remove();
			return { id, value };
		},
		false,
	);
}

/** Ends an object: that it fails to answer is the answer. */
async function end(stub: DurableObjectStub<Counter>): Promise<'ended'> {
	try {
		await stub.restart();
	} catch (error) {
		if (!isReset(error)) throw error;
	}
	return 'ended';
}
