import {
	abortAllDurableObjects,
	evictDurableObject,
	runDurableObjectAlarm,
	runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { keyLifetime } from '../../src/core/contract/idempotency';
import { endOf, periodOf } from '../../src/core/limits/key-quota';
import { expireAt, freshCounter, keyA, keyB, keyC, keysAndAlarm } from './counter-storage';

/** A time whose quarter of a day is over, in epoch milliseconds. */
function yesterday(): number {
	return Date.now() - keyLifetime;
}

test('a key expires after 24 hours, and the alarm is set for the end of that quarter of a day', async () => {
	await runInDurableObject(freshCounter(), async (counter, { storage }) => {
		const before = Date.now();
		counter.increment(5, keyA);
		const after = Date.now();
		const { expires } = storage.sql
			.exec<{ expires: number }>('SELECT expires FROM idempotency_keys_2')
			.one();
		expect(keyLifetime).toBe(24 * 60 * 60 * 1000);
		expect(expires).toBeGreaterThanOrEqual(before + keyLifetime);
		expect(expires).toBeLessThanOrEqual(after + keyLifetime);
		expect(await storage.getAlarm()).toBe(endOf(periodOf(expires)));
	});
});

test('an expired key counts again, whether or not the alarm has removed it', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await expireAt(stub, Date.now());
	expect(await stub.increment(5, keyA)).toMatchObject({ value: 10, version: 2, replayed: false });
	expect(await stub.increment(5, keyA)).toMatchObject({ value: 10, version: 2, replayed: true });
	await expireAt(stub, Date.now());
	expect(await stub.decrement(1, keyA)).toMatchObject({ value: 9, version: 3, replayed: false });
	expect(await stub.decrement(1, keyA)).toMatchObject({ value: 9, version: 3, replayed: true });
});

test('the alarm removes only expired keys', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(2, keyB);
	await stub.increment(3, keyC);
	await expireAt(stub, yesterday(), keyA);
	expect(await runDurableObjectAlarm(stub)).toBe(true);

	expect(await keysAndAlarm(stub)).toMatchObject({ keys: 2 });
	expect(await stub.increment(2, keyB)).toMatchObject({ value: 3, version: 2, replayed: true });
	expect(await stub.increment(3, keyC)).toMatchObject({ value: 6, version: 3, replayed: true });
	expect(await stub.increment(1, keyA)).toMatchObject({ value: 7, version: 4, replayed: false });
});

test('the alarm removes the expired keys of an evicted counter', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(2, keyB);
	await expireAt(stub, yesterday(), keyA);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 1, alarm: expect.any(Number) });
	expect(await stub.getCounterValue()).toMatchObject({ value: 3, version: 2 });
});

test('the alarm is set again for the keys that expire next', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(1, keyB);
	await stub.increment(1, keyC);
	const next = Date.now() + keyLifetime / 2;
	await expireAt(stub, yesterday(), keyA);
	await expireAt(stub, next, keyC);
	await runDurableObjectAlarm(stub);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 2, alarm: endOf(periodOf(next)) });
});

test('a newer key does not postpone the alarm', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	const next = Date.now() + keyLifetime / 2;
	await expireAt(stub, next);
	await stub.increment(1, keyB);
	expect((await keysAndAlarm(stub)).keys).toBe(2);
	await expect.poll(async () => (await keysAndAlarm(stub)).alarm).toBe(endOf(periodOf(next)));
});

test('an alarm that is missing is set again at the next write with or without a key', async () => {
	const stub = freshCounter();
	for (const key of [undefined, keyB]) {
		await stub.increment(1, keyA);
		const { alarm } = await keysAndAlarm(stub);
		await runInDurableObject(stub, (_, { storage }) => storage.deleteAlarm());
		await evictDurableObject(stub);
		await stub.getCounterValue();
		expect((await keysAndAlarm(stub)).alarm).toBeNull();
		await stub.increment(1, key);
		await expect.poll(async () => (await keysAndAlarm(stub)).alarm).toBe(alarm);
	}
});

test('the alarm that removes the last key sets no other alarm', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(1, keyB);
	await expireAt(stub, yesterday());
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	expect(await runDurableObjectAlarm(stub)).toBe(false);
	expect(await stub.getCounterValue()).toMatchObject({ value: 2, version: 2 });
});

test('an alarm is pending exactly while there are keys', async () => {
	const stub = freshCounter();
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	await stub.increment();
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	await stub.increment(1, keyA);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 1, alarm: expect.any(Number) });
	await abortAllDurableObjects();
	const again = env.COUNTER.get(stub.id);
	await again.increment(1, keyB);
	expect(await keysAndAlarm(again)).toEqual({ keys: 2, alarm: expect.any(Number) });
	await expireAt(again, yesterday());
	await runDurableObjectAlarm(again);
	expect(await keysAndAlarm(again)).toEqual({ keys: 0, alarm: null });
	await again.increment(1, keyA);
	expect(await keysAndAlarm(again)).toEqual({ keys: 1, alarm: expect.any(Number) });
});
