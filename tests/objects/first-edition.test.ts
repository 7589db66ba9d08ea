/** Counters that the first edition stored, by its own code, and that go through the migration. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';
import { spanLength } from '../../src/core/history/history';
import type { Counter } from '../../src/durable-objects/counter';
import { migrate, schemaOf } from '../../src/durable-objects/migrations';
import { FirstEditionCounter } from '../fixtures/first-edition-counter';
import { freshCounter, keyA, keyB, rowsWritten, tableNames } from './counter-storage';

const { hour, day } = spanLength;

afterEach(() => {
	vi.useRealTimers();
});

/** Lets the first edition write to a counter: 40, with a key and a flush of a shard. */
async function writeByFirstEdition(stub: DurableObjectStub<Counter>): Promise<void> {
	await runInDurableObject(stub, async (_, { storage }) => {
		await storage.deleteAll();
		const counter = new FirstEditionCounter(storage);
		counter.increment(30);
		counter.increment(8, keyA);
		counter.decrement(3);
		counter.absorb('shard', 1, 5);
		expect(storage.kv.get('state')).toEqual({ value: 40, version: 4 });
	});
	await evictDurableObject(stub);
}

function today(stub: DurableObjectStub<Counter>) {
	const to = Math.ceil(Date.now() / day) * day;
	return stub.history({ by: 'hour', from: to - 2 * day, to });
}

/** What is stored beside the one row. */
function schema(stub: DurableObjectStub<Counter>) {
	return runInDurableObject(stub, (_, { storage }) => ({
		schema: schemaOf(storage),
		hasHistory: tableNames(storage).includes('history'),
	}));
}

test('a counter of the first edition is read without being migrated, and its value was always so', async () => {
	const stub = freshCounter();
	await writeByFirstEdition(stub);
	await runInDurableObject(stub, (counter, { storage }) => {
		const rows = rowsWritten(storage, () => {
			expect(counter.getCounterValue()).toEqual({ value: 40, version: 4 });
			const answer = counter.history({ by: 'day', from: 0, to: Date.now() });
			expect(answer).toMatchObject({ value: 40, valueBefore: 40, entries: [] });
		});
		expect(rows).toBe(0);
	});
	expect(await schema(stub)).toEqual({ schema: 0, hasHistory: false });
});

test('a counter of the first edition gets its table when its first hour of history is over', async () => {
	const stub = freshCounter();
	await writeByFirstEdition(stub);
	const start = Math.ceil(Date.now() / hour) * hour;
	vi.setSystemTime(start);
	await runInDurableObject(stub, (counter, { storage }) => {
		counter.increment(2);
		expect(schemaOf(storage)).toBe(0);
		expect(storage.kv.get('state')).toMatchObject({ value: 42, version: 5 });
	});
	vi.setSystemTime(start + hour);
	await stub.decrement(1);
	expect(await schema(stub)).toEqual({ schema: 1, hasHistory: true });
	await evictDurableObject(stub);
	expect(await today(stub)).toMatchObject({
		value: 41,
		version: 6,
		valueBefore: 40,
		entries: [
			{ from: start, added: 2, subtracted: 0, value: 42 },
			{ from: start + hour, added: 0, subtracted: 1, value: 41 },
		],
	});
});

test('keys and flushes that the first edition took are known after the migration', async () => {
	const stub = freshCounter();
	await writeByFirstEdition(stub);
	vi.setSystemTime(Date.now() + 2 * hour);
	await stub.increment(1, keyB);
	vi.setSystemTime(Date.now() + 2 * hour);
	await stub.increment(1);
	await runDurableObjectAlarm(stub);
	await evictDurableObject(stub);
	expect(await stub.increment(8, keyA)).toEqual({ value: 38, version: 2, replayed: true });
	expect(await stub.absorb('shard', 1, 5)).toMatchObject({ value: 42, version: 6 });
	expect(await stub.absorb('shard', 2, 5)).toMatchObject({ value: 47, version: 7 });
});

test('what an edition without history writes after a rollback is counted at the next write', async () => {
	const stub = freshCounter();
	vi.setSystemTime(Math.ceil(Date.now() / hour) * hour);
	await stub.increment(5);
	await runInDurableObject(stub, (_, { storage }) => {
		const row = storage.kv.get<object>('state');
		storage.kv.put('state', { ...row, value: 15, version: 2 });
	});
	await evictDurableObject(stub);
	await stub.decrement(1);
	expect((await today(stub)).entries).toMatchObject([{ added: 15, subtracted: 1, value: 14 }]);
});

test('a store is taken through each step once, and one of a newer edition through none', async () => {
	await runInDurableObject(freshCounter(), (_, { storage }) => {
		migrate(storage);
		migrate(storage);
		expect(schemaOf(storage)).toBe(1);
	});
	await runInDurableObject(freshCounter(), (_, { storage }) => {
		storage.kv.put('schema', 99);
		migrate(storage);
		expect([schemaOf(storage), tableNames(storage).includes('history')]).toEqual([99, false]);
	});
});

test('a step that fails leaves the store and the counter as they were', async () => {
	const stub = freshCounter();
	const start = Math.ceil(Date.now() / hour) * hour;
	vi.setSystemTime(start);
	await stub.increment(5);
	vi.setSystemTime(start + hour);
	await runInDurableObject(stub, (counter, { storage }) => {
		storage.sql.exec('CREATE TABLE history (in_the_way)');
		expect(() => counter.increment(1)).toThrow();
		expect([counter.getCounterValue().value, schemaOf(storage)]).toEqual([5, 0]);
		storage.sql.exec('DROP TABLE history');
		expect(counter.increment(1)).toMatchObject({ value: 6, version: 2 });
	});
	expect((await today(stub)).entries).toMatchObject([{ added: 5 }, { added: 1 }]);
});
