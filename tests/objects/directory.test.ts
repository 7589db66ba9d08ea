import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { tombstoneLifetime } from '../../src/durable-objects/directory-entries';
import { rowsWritten, tableNames } from './counter-storage';
import { entry, freshDirectory, inOrder, names, readAll } from './directory-contents';
import { stored } from './stored';

afterEach(() => {
	vi.useRealTimers();
});

test('a directory that has received no message is empty and stores nothing', async () => {
	const stub = freshDirectory();
	expect(await stub.list({ limit: 20 })).toEqual({ counters: [] });
	await runInDurableObject(stub, (_, { storage }) => expect(tableNames(storage)).toEqual([]));
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
});

test('the counter that was changed last comes first, and a change moves it there', async () => {
	const stub = freshDirectory();
	for (const [name, time] of [
		['a', 1000],
		['b', 3000],
		['c', 2000],
	] as const) {
		expect(await stub.enter(entry(name, time, 5))).toBe(time);
	}
	expect(names((await stub.list({ limit: 20 })).counters)).toEqual(['b', 'c', 'a']);
	await stub.enter(entry('a', 4000, 6));
	await evictDurableObject(stub);
	expect((await stub.list({ limit: 1 })).counters).toEqual([
		{ name: 'a', value: 6, changedAt: 4000 },
	]);
	await runInDurableObject(stub, (directory) => {
		expect(names(readAll(directory, 1))).toEqual(['a', 'b', 'c']);
	});
});

test('an old message changes nothing, and is answered with the number of the newest', async () => {
	const stub = freshDirectory();
	await stub.enter(entry('a', 2000, 2));
	expect(await stub.enter(entry('a', 1000, 1))).toBe(2000);
	expect(await stub.leave('a', 1500)).toBe(2000);
	expect((await stub.list({ limit: 1 })).counters).toEqual([
		{ name: 'a', value: 2, changedAt: 2000 },
	]);
});

test('a counter that has left is not listed by a message from before, and is by one from after', async () => {
	const stub = freshDirectory();
	await stub.enter(entry('a', 1000));
	expect(await stub.leave('a', 3000)).toBe(3000);
	expect(await stub.enter(entry('a', 2000))).toBe(3000);
	await evictDurableObject(stub);
	expect(await stub.list({ limit: 1 })).toEqual({ counters: [] });
	await stub.enter(entry('a', 4000));
	expect(names((await stub.list({ limit: 1 })).counters)).toEqual(['a']);
});

test('messages in any order, each any number of times, leave what the newest ones say', async () => {
	const anyMessage = fc.record({
		name: fc.constantFrom('a', 'b', 'c', 'd'),
		changedAt: fc.integer({ min: 1, max: 5 }),
		value: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
	});
	const anyHistory = fc.array(anyMessage, { minLength: 1, maxLength: 20 }).chain((messages) => {
		const numbered = messages.map((message, at) => ({ ...message, stamp: at + 1 }));
		return fc.tuple(
			fc.constant(numbered),
			fc.array(fc.constantFrom(...numbered), { maxLength: 20 }),
			fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
		);
	});
	await fc.assert(
		fc.asyncProperty(anyHistory, ([messages, repeats, order]) =>
			runInDurableObject(freshDirectory(), (directory) => {
				const sent = [...messages, ...repeats]
					.map((message, at) => ({ message, at: order[at] ?? 0 }))
					.toSorted((a, b) => a.at - b.at);
				for (const { message } of sent) {
					const { name, changedAt, value, stamp } = message;
					if (value === undefined) directory.leave(name, stamp);
					else directory.enter(entry(name, changedAt, value, stamp));
				}
				const newest = new Map(messages.map((message) => [message.name, message]));
				const listed = [...newest.values()].flatMap(({ name, changedAt, value, stamp }) =>
					value === undefined ? [] : [entry(name, changedAt, value, stamp)],
				);
				expect(readAll(directory, 3)).toEqual(inOrder(listed));
			}),
		),
		{ numRuns: 40 },
	);
});

test('a change of an entry is billed as two rows, a page as none', async () => {
	await runInDurableObject(freshDirectory(), (directory, { storage }) => {
		directory.enter(entry('a', 1000));
		const exec = vi.spyOn(storage.sql, 'exec');
		directory.enter(entry('a', 2000));
		expect(exec.mock.results.at(-1)?.value.rowsWritten).toBe(2);
		expect(rowsWritten(storage, () => directory.list({ limit: 100 }))).toBe(0);
	});
});

test('the row of a counter that was removed from the list is deleted after a day, and nothing else is', async () => {
	const stub = freshDirectory();
	await stub.enter(entry('kept', 1000));
	await stub.enter(entry('gone', 1000));
	await stub.leave('gone', 2000);
	expect((await stored(stub)).alarm).toBeGreaterThan(Date.now() + tombstoneLifetime - 60_000);
	vi.setSystemTime(Date.now() + tombstoneLifetime);
	await runDurableObjectAlarm(stub);
	await runInDurableObject(stub, (_, { storage }) => {
		const rows = storage.sql.exec<{ name: string }>('SELECT name FROM listed').toArray();
		expect(rows).toEqual([{ name: 'kept' }]);
	});
	expect((await stored(stub)).alarm).toBeNull();
});
