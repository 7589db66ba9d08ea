import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { freshCounter, keyA, tableNames, wakeWith } from './counter-storage';

test('a counter that was never written to is 0', async () => {
	expect(await freshCounter().getCounterValue()).toEqual({ value: 0, version: 0 });
});

test('a read of a new counter stores nothing', async () => {
	const stub = freshCounter();
	await stub.getCounterValue();
	await runInDurableObject(stub, async (_, { storage }) => {
		expect(tableNames(storage)).toEqual([]);
		expect([...storage.kv.list()]).toEqual([]);
		expect(await storage.getAlarm()).toBeNull();
	});
});

test('an increment without an amount adds 1', async () => {
	const stub = freshCounter();
	expect(await stub.increment()).toMatchObject({ value: 1, version: 1, replayed: false });
	expect(await stub.getCounterValue()).toMatchObject({ value: 1, version: 1 });
});

test('a decrement without an amount subtracts 1, also below 0', async () => {
	const stub = freshCounter();
	expect(await stub.decrement()).toMatchObject({ value: -1, version: 1, replayed: false });
	expect(await stub.getCounterValue()).toMatchObject({ value: -1, version: 1 });
});

test('increments and decrements change the value by their amounts', async () => {
	const stub = freshCounter();
	expect(await stub.increment(1000)).toMatchObject({ value: 1000 });
	expect(await stub.decrement(7)).toMatchObject({ value: 993 });
	expect(await stub.decrement(1000)).toMatchObject({ value: -7 });
	expect(await stub.increment(7)).toMatchObject({ value: 0 });
	expect(await stub.getCounterValue()).toMatchObject({ value: 0, version: 4 });
});

test('two counters share no value and no key', async () => {
	const [one, other] = [freshCounter(), freshCounter()];
	await one.increment(5, keyA);
	expect(await other.getCounterValue()).toEqual({ value: 0, version: 0 });
	expect(await other.increment(3, keyA)).toMatchObject({ value: 3, version: 1, replayed: false });
});

// #region eviction
test('value and version survive eviction', async () => {
	const stub = freshCounter();
	await stub.increment(5);
	await stub.decrement(7);
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toMatchObject({ value: -2, version: 2 });
});
// #endregion eviction

test('value and version survive an abort', async () => {
	const stub = freshCounter();
	await stub.increment(5);
	await stub.increment(2, keyA);
	await abortAllDurableObjects();
	expect(await env.COUNTER.get(stub.id).getCounterValue()).toMatchObject({ value: 7, version: 2 });
});

test('an abort under load loses no confirmed increment', async () => {
	const stub = freshCounter();
	const writes = Array.from({ length: 50 }, () => stub.increment());
	const answers = Promise.allSettled(writes);
	await writes[9];
	await abortAllDurableObjects();
	const confirmed = (await answers).filter(({ status }) => status === 'fulfilled').length;
	const { value } = await env.COUNTER.get(stub.id).getCounterValue();
	expect(confirmed).toBeGreaterThanOrEqual(10);
	expect(value).toBeGreaterThanOrEqual(confirmed);
	expect(value).toBeLessThanOrEqual(writes.length);
});

// #region concurrent
test('100 concurrent increments give exactly 100', async () => {
	const stub = freshCounter();
	const answers = await Promise.all(Array.from({ length: 100 }, () => stub.increment()));
	expect(await stub.getCounterValue()).toMatchObject({ value: 100, version: 100 });
	const values = new Set(answers.map((answer) => ('value' in answer ? answer.value : undefined)));
	expect(values).toEqual(new Set(Array.from({ length: 100 }, (_, index) => index + 1)));
});
// #endregion concurrent

test('concurrent increments through different stubs give exactly their sum', async () => {
	const { id } = freshCounter();
	await Promise.all(Array.from({ length: 50 }, () => env.COUNTER.get(id).increment(2)));
	expect(await env.COUNTER.get(id).getCounterValue()).toMatchObject({ value: 100, version: 50 });
});

test.each([
	{ operation: 'increment', bound: Number.MAX_SAFE_INTEGER },
	{ operation: 'decrement', bound: Number.MIN_SAFE_INTEGER },
] as const)('$operation reaches $bound and does not go past it', async ({ operation, bound }) => {
	const stub = freshCounter();
	await wakeWith(stub, { value: bound - Math.sign(bound) * 3, version: 8 });
	expect(await stub[operation](4)).toEqual({ refused: 'out-of-range' });
	expect(await stub[operation](4, keyA)).toEqual({ refused: 'out-of-range' });
	expect(await stub.getCounterValue()).toMatchObject({
		value: bound - Math.sign(bound) * 3,
		version: 8,
	});

	expect(await stub[operation](3)).toMatchObject({ value: bound, version: 9, replayed: false });
	expect(await stub[operation](1)).toEqual({ refused: 'out-of-range' });
	expect(await stub.getCounterValue()).toMatchObject({ value: bound, version: 9 });
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toMatchObject({ value: bound, version: 9 });
});

test('the version rises by one for each change and for nothing else', async () => {
	const stub = freshCounter();
	expect(await stub.increment(5)).toMatchObject({ version: 1 });
	expect(await stub.decrement(5)).toMatchObject({ version: 2 });
	expect(await stub.increment(1000, keyA)).toMatchObject({ version: 3 });
	expect(await stub.increment(1000, keyA)).toMatchObject({ version: 3, replayed: true });
	expect(await stub.increment(1, keyA)).toEqual({ refused: 'key-reused' });
	expect(await stub.getCounterValue()).toMatchObject({ version: 3 });
	expect(await stub.decrement()).toMatchObject({ version: 4 });
});
