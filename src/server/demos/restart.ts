import { isProblem } from '../../core/contract/problem';
import { isReset } from '../../core/objects/platform-failure';
import type { Counter } from '../../durable-objects/counter';
import { callObject } from '../call';
import { inspectCounter } from '../counters/read';
import { counter } from '../objects';
import { demoWrite } from './demo-write';

/** Restarts a demo's counter and returns what the new object reports of itself. */
export const restart = demoWrite('inspect', async (name) => {
	const ended = await callObject(() => counter(name), end, false);
	return isProblem(ended) ? ended : inspectCounter(name);
});

/** Ends an object: that it fails to answer is the answer. */
async function end(stub: DurableObjectStub<Counter>): Promise<'ended'> {
	try {
		await stub.restart();
	} catch (error) {
		if (!isReset(error)) throw error;
	}
	return 'ended';
}
