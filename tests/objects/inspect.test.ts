import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

test('a counter tells its id, its value and how often it was called', async () => {
	const id = env.COUNTER.newUniqueId();
	const counter = env.COUNTER.get(id);
	await counter.increment(5);
	await counter.decrement(2);
	await counter.getCounterValue();
	expect(await counter.inspect()).toMatchObject({
		id: id.toString(),
		value: 3,
		version: 2,
		calls: 4,
		watchers: 0,
	});
});

test('a refused write is a call too', async () => {
	const counter = env.COUNTER.get(env.COUNTER.newUniqueId());
	await counter.increment(Number.MAX_SAFE_INTEGER);
	expect(await counter.increment(1)).toEqual({ refused: 'out-of-range' });
	expect(await counter.inspect()).toMatchObject({ version: 1, calls: 3 });
});

test('waking starts calls and time anew, and keeps value and version', async () => {
	const counter = env.COUNTER.get(env.COUNTER.newUniqueId());
	await counter.increment(7);
	const before = await counter.inspect();
	await evictDurableObject(counter);
	const after = await counter.inspect();
	expect(after).toMatchObject({ value: 7, version: 1, calls: 1 });
	expect(after.wokeAt).toBeGreaterThanOrEqual(before.wokeAt);
});

test('to inspect a counter that was never used stores nothing', async () => {
	const counter = env.COUNTER.get(env.COUNTER.newUniqueId());
	expect(await counter.inspect()).toMatchObject({ value: 0, version: 0 });
	await runInDurableObject(counter, async (_, { storage }) => {
		expect(storage.kv.list()[Symbol.iterator]().next().done).toBe(true);
		expect(await storage.getAlarm()).toBeNull();
	});
});
