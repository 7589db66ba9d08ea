import type { PrivateCounter } from '../../core/contract/answers';
import { isProblem, type Problem } from '../../core/contract/problem';
import { raceCost, raceIncrements } from '../../core/contract/race';
import type { Counter } from '../../durable-objects/counter';
import { callObject } from '../call';
import { counter, newCounterId } from '../objects';
import { type Action, jsonContent } from '../outcome';
import { runAdmitted } from './demo-write';

/**
 * Lets two counters be incremented many times at once: one is read and then written back, the other
 * is asked to add. Both are made here and now, so no counter of anybody can lose an update, and both
 * are deleted at the end.
 */
export const race: Action = (context) =>
	runAdmitted(context, 'increment', raceCost, async () => {
		const [lossy, exact] = await Promise.all([
			run(readThenWrite),
			run(async (stub) => void (await stub.increment())),
		]);
		if (isProblem(lossy)) return lossy;
		if (isProblem(exact)) return exact;
		return jsonContent({ increments: raceIncrements, readThenWrite: lossy, increment: exact });
	});

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
