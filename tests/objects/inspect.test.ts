import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

test('inspect reports the id, the value and the number of calls', async () => {
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

test('inspect counts a refused write as a call', async () => {
	const counter = env.COUNTER.get(env.COUNTER.newUniqueId());
	await counter.increment(Number.MAX_SAFE_INTEGER);
	expect(await counter.increment(1)).toEqual({ refused: 'out-of-range' });
	expect(await counter.inspect()).toMatchObject({ version: 1, calls: 3 });
});

test('eviction resets the calls and the time of waking, and keeps value and version', async () => {
	const counter = env.COUNTER.get(env.COUNTER.newUniqueId());
	await counter.increment(7);
	const before = await counter.inspect();
	await evictDurableObject(counter);
	const after = await counter.inspect();
	expect(after).toMatchObject({ value: 7, version: 1, calls: 1 });
	expect(after.wokeAt).toBeGreaterThanOrEqual(before.wokeAt);
});

test('inspect of a new counter stores nothing', async () => {
	const counter = env.COUNTER.get(env.COUNTER.newUniqueId());
	expect(await counter.inspect()).toMatchObject({ value: 0, version: 0 });
	await runInDurableObject(counter, async (_, { storage }) => {
		expect(storage.kv.list()[Symbol.iterator]().next().done).toBe(true);
		expect(await storage.getAlarm()).toBeNull();
	});
});
