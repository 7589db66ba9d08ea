import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { isReset } from '../../src/core/objects/platform-failure';
import type { Counter } from '../../src/durable-objects/counter';

/** Makes stubs of a new counter: each call takes a fresh one, since one that failed keeps failing. */
function freshCounter(): () => DurableObjectStub<Counter> {
	const id = env.COUNTER.newUniqueId();
	return () => env.COUNTER.get(id);
}

/** Restarts a counter and returns the error of the call. */
async function restart(counter: DurableObjectStub<Counter>): Promise<unknown> {
	try {
		await counter.restart();
	} catch (error) {
		return error;
	}
	return undefined;
}

test('a call after a restart is answered by a new object with the stored state', async () => {
	const counter = freshCounter();
	await counter().increment(5);
	await counter().increment(2);
	expect(await counter().inspect()).toMatchObject({ value: 7, version: 2, calls: 3, changes: 2 });
	expect(isReset(await restart(counter()))).toBe(true);
	expect(await counter().inspect()).toMatchObject({ value: 7, version: 2, calls: 1, changes: 0 });
	expect(await counter().increment()).toMatchObject({ value: 8, version: 3 });
	expect(await counter().inspect()).toMatchObject({ changes: 1 });
});

// #region restarts
test('a restart between concurrent writes loses no confirmed write', async () => {
	for (let round = 0; round < 5; round++) {
		const counter = freshCounter();
		const writes = Array.from({ length: 20 }, () => counter().increment());
		const restarted = restart(counter());
		const late = Array.from({ length: 20 }, () => counter().increment());
		const outcomes = await Promise.allSettled([...writes, ...late]);
		await restarted;
		const confirmed = outcomes.filter(({ status }) => status === 'fulfilled').length;
		const { value } = await counter().getCounterValue();
		expect(confirmed).toBeGreaterThanOrEqual(20);
		expect(value).toBeGreaterThanOrEqual(confirmed);
		expect(value).toBeLessThanOrEqual(40);
	}
});
// #endregion restarts

test('a restart of a new counter stores nothing', async () => {
	const counter = freshCounter();
	await restart(counter());
	await runInDurableObject(counter(), (_, { storage }) => {
		expect(storage.kv.list()[Symbol.iterator]().next().done).toBe(true);
	});
});

test('a restart of one counter does not affect another', async () => {
	const [restarted, other] = [freshCounter(), freshCounter()];
	await other().increment(3);
	await restart(restarted());
	expect(await other().inspect()).toMatchObject({ value: 3, calls: 2, changes: 1 });
});

test('concurrent reads and overwrites lose updates, and concurrent increments lose none', async () => {
	const [lossy, exact] = [freshCounter(), freshCounter()];
	await Promise.all(
		Array.from({ length: 50 }, async () => {
			const { value } = await lossy().getCounterValue();
			await lossy().overwrite(value + 1);
		}),
	);
	await Promise.all(Array.from({ length: 50 }, () => exact().increment()));
	expect((await lossy().getCounterValue()).value).toBeLessThan(50);
	expect(await lossy().inspect()).toMatchObject({ version: 50, changes: 50 });
	expect((await exact().getCounterValue()).value).toBe(50);
});
