import {
	abortAllDurableObjects,
	evictDurableObject,
	runDurableObjectAlarm,
	runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CounterShard } from '../../src/durable-objects/counter-shard';

/** In milliseconds. */
const day = 24 * 60 * 60 * 1000;

let names = 0;

// A shard's alarm is due after a quarter of a second. With the clock a day ahead it runs only when a
// test runs it, however slow the machine is.
beforeEach(() => {
	vi.setSystemTime(Date.now() + day);
});

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

/** A counter of its own that is written once, and its shards by number. */
async function hotCounter() {
	const name = `hot-${names++}`;
	await env.COUNTER.getByName(name).overwrite(0);
	return {
		root: () => env.COUNTER.getByName(name),
		shard: (index: number): DurableObjectStub<CounterShard> =>
			env.COUNTER_SHARD.getByName(`${name}/${index}`),
	};
}

/** The stored buffer of a shard. */
function stored(shard: DurableObjectStub<CounterShard>): Promise<unknown> {
	return runInDurableObject(shard, (_, { storage }) => storage.kv.get('buffer'));
}

function alarmOf(shard: DurableObjectStub<CounterShard>): Promise<number | null> {
	return runInDurableObject(shard, (_, { storage }) => storage.getAlarm());
}

test('the alarm of a shard sends the sum of its writes to the counter as one change', async () => {
	const { root, shard } = await hotCounter();
	await Promise.all(Array.from({ length: 40 }, () => shard(0).increment(3)));
	await shard(0).decrement(20);
	expect(await root().getCounterValue()).toMatchObject({ value: 0, version: 1 });
	expect(await runDurableObjectAlarm(shard(0))).toBe(true);
	expect(await root().getCounterValue()).toMatchObject({ value: 100, version: 2 });
	expect(await alarmOf(shard(0))).toBeNull();
});

test('the alarm of a shard runs by itself', async () => {
	vi.useRealTimers();
	const { root, shard } = await hotCounter();
	await shard(0).increment(7);
	await expect
		.poll(() => root().getCounterValue(), { timeout: 20_000 })
		.toMatchObject({ value: 7, version: 2 });
});

test('a shard has an alarm exactly while it has changes to send', async () => {
	const { shard } = await hotCounter();
	await shard(0).increment();
	const alarm = await alarmOf(shard(0));
	expect(alarm).not.toBeNull();
	await shard(0).increment();
	expect(await alarmOf(shard(0))).toBe(alarm);
	await runDurableObjectAlarm(shard(0));
	expect(await alarmOf(shard(0))).toBeNull();
	await shard(0).increment();
	expect(await alarmOf(shard(0))).not.toBeNull();
});

test('the sum of all shards is exact after the flush', async () => {
	const { root, shard } = await hotCounter();
	const shards = [0, 1, 2, 3].map(shard);
	await Promise.all(
		Array.from({ length: 200 }, (_, index) =>
			index % 4 === 3 ? shards[index % 4]?.decrement(2) : shards[index % 4]?.increment(5),
		),
	);
	for (const stub of shards) await runDurableObjectAlarm(stub);
	expect(await root().getCounterValue()).toMatchObject({ value: 3 * 50 * 5 - 50 * 2, version: 5 });
});

test('changes that were not yet sent survive eviction and abort', async () => {
	const { root, shard } = await hotCounter();
	await shard(0).increment(7);
	await evictDurableObject(shard(0));
	await shard(0).increment(5);
	await abortAllDurableObjects();
	await shard(0).increment(1);
	expect(await stored(shard(0))).toMatchObject({ waiting: 13 });
	await runDurableObjectAlarm(shard(0));
	expect((await root().getCounterValue()).value).toBe(13);
});

test('an interrupted flush is sent again and counts once', async () => {
	const { root, shard } = await hotCounter();
	await shard(0).increment(9);
	const { epoch } = await root().getCounterValue();
	// The state after a crash between the counter's write and its answer to the shard.
	await runInDurableObject(shard(0), (_, { storage }) => {
		storage.kv.put('buffer', { flush: 1, sending: 9, waiting: 2, epoch });
	});
	await root().absorbFlush({ shard: shard(0).id.toString(), flush: 1, change: 9, epoch });
	await evictDurableObject(shard(0));
	await runDurableObjectAlarm(shard(0));
	expect(await root().getCounterValue()).toMatchObject({ value: 9, version: 2 });
	await runDurableObjectAlarm(shard(0));
	expect(await root().getCounterValue()).toMatchObject({ value: 11, version: 3 });
});

test('the counter takes each flush of each shard once', async () => {
	const { root } = await hotCounter();
	const { epoch } = await root().getCounterValue();
	const absorb = (shard: string, flush: number, change: number) =>
		root().absorbFlush({ shard, flush, change, epoch });
	expect(await absorb('a', 1, 5)).toMatchObject({ value: 5, version: 2 });
	expect(await absorb('a', 1, 5)).toMatchObject({ value: 5, version: 2 });
	expect(await absorb('b', 1, 5)).toMatchObject({ value: 10, version: 3 });
	await evictDurableObject(root());
	expect(await absorb('a', 1, 5)).toMatchObject({ value: 10, version: 3 });
	expect(await absorb('a', 2, -20)).toMatchObject({ value: -10, version: 4 });
});

test('a shard answers with the last value it read of the counter plus its own changes', async () => {
	const { root, shard } = await hotCounter();
	await root().increment(100);
	expect(await shard(0).increment(5)).toMatchObject({ value: 105 });
	expect(await shard(0).increment(5)).toMatchObject({ value: 110 });
	expect(await shard(1).increment(1)).toMatchObject({ value: 101 });
	await runDurableObjectAlarm(shard(0));
	expect(await shard(0).decrement()).toMatchObject({ value: 109 });
});

test.each([
	['increment', Number.MAX_SAFE_INTEGER - 1],
	['decrement', -Number.MAX_SAFE_INTEGER + 1],
] as const)(
	'near the largest safe integer a shard sends each %s to the counter at once',
	async (operation, value) => {
		const { root, shard } = await hotCounter();
		await runInDurableObject(root(), (_, { storage }) =>
			storage.kv.put('state', { value, version: 1, epoch: 1 }),
		);
		await evictDurableObject(root());
		expect(await shard(0)[operation]()).toMatchObject({ version: 2 });
		expect(await shard(0)[operation]()).toEqual({ refused: 'out-of-range' });
		expect(await stored(shard(0))).toBeUndefined();
	},
);

test('random writes with flushes, aborts and evictions between them add up exactly', async () => {
	const { root, shard } = await hotCounter();
	let acknowledged = 0;
	for (let round = 0; round < 12; round++) {
		await Promise.all(
			Array.from({ length: 12 }, async (_, index) => {
				const amount = 1 + ((round * 31 + index * 17) % 1000);
				await shard(index % 3).increment(amount);
				acknowledged += amount;
			}),
		);
		if (round % 3 === 0) await runDurableObjectAlarm(shard(round % 2));
		if (round % 3 === 1) await abortAllDurableObjects();
		if (round % 3 === 2) await evictDurableObject(shard(0));
	}
	for (const index of [0, 1, 2]) await runDurableObjectAlarm(shard(index));
	expect((await root().getCounterValue()).value).toBe(acknowledged);
});

test('a flush that fails stays stored and has an alarm', async () => {
	const { root, shard } = await hotCounter();
	await shard(0).increment(4);
	const absorb = await runInDurableObject(root(), (counter) =>
		vi.spyOn(Object.getPrototypeOf(counter), 'absorbFlush').mockImplementation(() => {
			throw new Error('out of order');
		}),
	);
	await runInDurableObject(shard(0), (instance) => instance.alarm());
	expect(absorb).toHaveBeenCalledOnce();
	expect(await stored(shard(0))).toMatchObject({ flush: 1, sending: 4, waiting: 0 });
	expect(await alarmOf(shard(0))).not.toBeNull();
});

test('a shard answers an estimate, which has no version', async () => {
	const { shard } = await hotCounter();
	expect(await shard(0).increment(5)).toEqual({ value: 5, replayed: false });
	expect(await shard(0).decrement(2)).toEqual({ value: 3, replayed: false });
});
