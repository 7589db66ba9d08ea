import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { demoName } from '../../src/core/contract/name';
import { randomDigits } from '../../src/islands/counter/client';
import { byId, freshCounter, keyA, rowsWritten } from './counter-storage';
import { watch } from './watcher';

const freshDemo = () => env.COUNTER.getByName(demoName(randomDigits()));

test('what was done is stored with the counter and outlives the object', async () => {
	const stub = freshDemo();
	expect(await stub.doneTasks()).toEqual([]);
	await stub.increment(50);
	await stub.decrement(8);
	await stub.increment(1, keyA);
	expect(await stub.doneTasks()).toEqual(['forty-two']);
	await evictDurableObject(stub);
	// The key is stored, so the object still knows the write that an instance before it has counted.
	await stub.increment(1, keyA);
	expect(await stub.doneTasks()).toEqual(['forty-two', 'send-twice']);
	await stub.increment();
	expect(await stub.doneTasks()).toEqual(['forty-two', 'send-twice', 'outlive']);
	await evictDurableObject(stub);
	expect(await stub.doneTasks()).toEqual(['forty-two', 'send-twice', 'outlive']);
});

test('the object detects ten writes at once, and a write that two watchers see', async () => {
	const stub = freshDemo();
	await Promise.all(Array.from({ length: 10 }, () => stub.increment()));
	expect(await stub.doneTasks()).toEqual(['ten-at-once']);
	await watch(stub);
	await stub.increment();
	await watch(stub);
	expect(await stub.doneTasks()).toEqual(['ten-at-once']);
	await stub.increment();
	expect(await stub.doneTasks()).toEqual(['ten-at-once', 'be-watched']);
});

test('watchers are notified when a task is done, also if the value stays as it is', async () => {
	const stub = freshDemo();
	const { messages } = await watch(stub);
	await stub.increment(1, keyA);
	await expect.poll(() => messages.at(-1)?.value).toBe(1);
	const before = messages.length;
	await stub.increment(1, keyA);
	await expect.poll(() => messages.length).toBe(before + 1);
	expect(messages.at(-1)).toEqual(messages.at(-2));
});

test('a counter that is deleted has done nothing', async () => {
	const stub = freshDemo();
	await stub.increment(42);
	await stub.increment(1, keyA);
	await stub.increment(1, keyA);
	expect(await stub.doneTasks()).toEqual(['send-twice']);
	await stub.remove();
	expect(await stub.doneTasks()).toEqual([]);
});

test('an object that was woken by its id checks from the first write by the name of its demo', async () => {
	const name = demoName(randomDigits());
	const stub = env.COUNTER.getByName(name);
	await byId(stub.id).increment(1, keyA);
	await byId(stub.id).increment(1, keyA);
	expect(await stub.doneTasks()).toEqual([]);
	await stub.increment(1, keyA, undefined, name);
	expect(await stub.doneTasks()).toEqual(['send-twice']);
});

test('the counter of no demo checks nothing and stores nothing of it', async () => {
	const stub = freshCounter();
	await stub.increment(50);
	await stub.decrement(8);
	await stub.increment(1, keyA);
	await stub.increment(1, keyA);
	expect(await stub.doneTasks()).toEqual([]);
});

test('a task costs one row when it is done, and none before or after', async () => {
	const stub = freshDemo();
	await stub.increment(1, keyA);
	await runInDurableObject(stub, (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		expect(rowsWritten(storage, () => counter.increment(1, keyA))).toBe(1);
		expect(rowsWritten(storage, () => counter.increment(1, keyA))).toBe(0);
	});
});
