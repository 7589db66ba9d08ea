import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import type { CounterShard } from '../../src/durable-objects/counter-shard';

/** In milliseconds. */
const day = 24 * 60 * 60 * 1000;

/** Longer than a shard believes what it knows of its counter, in milliseconds. */
const staleAfter = 251;

const tokenHash = 'a'.repeat(64);
let names = 0;

// A day ahead, so that the alarm of a shard runs only when a test runs it.
beforeEach(() => {
	vi.setSystemTime(Date.now() + day);
});

afterEach(() => {
	vi.useRealTimers();
});

/** A counter of its own, and its shards by number. */
function newCounter() {
	const name = `epoch-${names++}`;
	return {
		root: () => env.COUNTER.getByName(name),
		shard: (index: number): DurableObjectStub<CounterShard> =>
			env.COUNTER_SHARD.getByName(`${name}/${index}`),
	};
}

function wait(): void {
	vi.setSystemTime(Date.now() + staleAfter);
}

test('a shard lets a counter that was never written begin by itself, and gathers from then on', async () => {
	const { root, shard } = newCounter();
	const first = await shard(0).increment(5);
	expect(first).toMatchObject({ value: 5, version: 1, epoch: Date.now(), replayed: false });
	expect(await shard(0).increment(2)).toEqual({ value: 7, replayed: false });
	expect(await root().getCounterValue()).toMatchObject({ value: 5, version: 1 });
	await runDurableObjectAlarm(shard(0));
	expect(await root().getCounterValue()).toMatchObject({ value: 7, version: 2 });
});

test('what a shard gathered before a deletion does not count for the counter that follows', async () => {
	const { root, shard } = newCounter();
	await root().increment(10);
	await shard(0).increment(5);
	await root().remove();
	await root().increment(3);
	await runDurableObjectAlarm(shard(0));
	expect(await root().getCounterValue()).toMatchObject({ value: 3, version: 1 });
	await shard(0).increment(4);
	await runDurableObjectAlarm(shard(0));
	expect(await root().getCounterValue()).toMatchObject({ value: 7, version: 2 });
});

test('a flush that was on its way during a deletion does not count, also if it is sent again', async () => {
	const { root, shard } = newCounter();
	await root().increment(10);
	await shard(0).increment(5);
	const { epoch } = await root().getCounterValue();
	await runInDurableObject(shard(0), (_, { storage }) => {
		storage.kv.put('buffer', { flush: 1, sending: 5, waiting: 0, epoch });
	});
	await evictDurableObject(shard(0));
	await root().remove();
	await runDurableObjectAlarm(shard(0));
	expect(await root().getCounterValue()).toEqual({ value: 0, version: 0 });
	await root().increment(1);
	wait();
	await shard(0).increment(6);
	await runDurableObjectAlarm(shard(0));
	expect((await root().getCounterValue()).value).toBe(7);
});

test('a shard learns of a deletion within a quarter of a second, and loses no write after that', async () => {
	const { root, shard } = newCounter();
	await root().increment(10);
	await shard(0).increment(5);
	await root().remove();
	wait();
	expect(await shard(0).increment(2)).toMatchObject({ value: 2, version: 1 });
	expect(await shard(0).increment(2)).toEqual({ value: 4, replayed: false });
	await runDurableObjectAlarm(shard(0));
	expect((await root().getCounterValue()).value).toBe(4);
});

test('what a shard gathered before there were epochs is not lost', async () => {
	const { root, shard } = newCounter();
	await root().increment(10);
	await runInDurableObject(shard(0), (_, { storage }) => {
		storage.kv.put('buffer', { flush: 4, sending: 5, waiting: 2 });
	});
	await evictDurableObject(shard(0));
	await shard(0).increment(1);
	await runDurableObjectAlarm(shard(0));
	await runDurableObjectAlarm(shard(0));
	expect((await root().getCounterValue()).value).toBe(18);
});

test('a shard passes on what only the owner may write', async () => {
	const { root, shard } = newCounter();
	const settings = { ...defaultSettings, writes: 'owner' } as const;
	await root().create({ tokenHash, value: 7, settings });
	const sent = { operation: 'increment', amount: 1 } as const;
	expect(await shard(0).write(sent)).toEqual({ refused: 'unauthorized' });
	expect(await shard(0).write({ ...sent, tokenHash: 'b' })).toEqual({ refused: 'forbidden' });
	expect(await shard(0).write({ ...sent, tokenHash })).toMatchObject({ value: 8, version: 2 });
	await runInDurableObject(shard(0), (_, { storage }) =>
		expect([...storage.kv.list()]).toEqual([]),
	);
});

test('a shard gathers no amount above the step, and no write from the page of another site', async () => {
	const { root, shard } = newCounter();
	await root().create({ tokenHash, value: 7, settings: { ...defaultSettings, step: 2 } });
	expect(await shard(0).increment(3)).toEqual({ refused: 'invalid-amount', step: 2 });
	const sent = { operation: 'increment', amount: 2, origin: 'https://a.example' } as const;
	expect(await shard(0).write(sent)).toEqual({ refused: 'cross-site' });
	expect(await shard(0).increment(2)).toEqual({ value: 9, replayed: false });
});

test('a shard learns within a quarter of a second that only the owner may write now', async () => {
	const { root, shard } = newCounter();
	await root().create({ tokenHash, value: 7, settings: defaultSettings });
	expect(await shard(0).increment(2)).toEqual({ value: 9, replayed: false });
	await root().manage(tokenHash, { do: 'change', settings: { writes: 'owner' } });
	wait();
	expect(await shard(0).increment(2)).toEqual({ refused: 'unauthorized' });
	// What was confirmed before counts.
	await runDurableObjectAlarm(shard(0));
	expect((await root().getCounterValue()).value).toBe(9);
});

test('a flush from before there were owners changes no counter of an owner', async () => {
	const { root } = newCounter();
	await root().create({ tokenHash, value: 7, settings: defaultSettings });
	expect(await root().absorb('a', 1, 5)).toMatchObject({ value: 7, version: 1 });
});

test('a flush for which the owner left no room changes nothing', async () => {
	const { root, shard } = newCounter();
	await root().create({ tokenHash, value: 7, settings: defaultSettings });
	await shard(0).increment(5);
	await root().manage(tokenHash, { do: 'set', value: Number.MAX_SAFE_INTEGER });
	await runDurableObjectAlarm(shard(0));
	expect((await root().getCounterValue()).value).toBe(Number.MAX_SAFE_INTEGER);
});
