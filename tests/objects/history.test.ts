import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spanLength } from '../../src/core/history/history';
import { freshCounter, keyA, keyB, tableNames } from './counter-storage';
import {
	beginning,
	lately,
	setClock,
	start,
	threeHours,
	twoDays,
	writeThreeHours,
} from './three-hours';

const { hour } = spanLength;

beforeEach(() => setClock(start));
afterEach(() => {
	vi.useRealTimers();
});

test('a counter reports what was added and subtracted in each hour and each day', async () => {
	const stub = freshCounter();
	await writeThreeHours(stub);
	expect(await lately(stub, 'hour')).toMatchObject({
		value: 9,
		version: 4,
		valueBefore: 0,
		entries: threeHours,
	});
	expect((await lately(stub, 'day')).entries).toEqual(twoDays);
	await evictDurableObject(stub);
	expect((await lately(stub, 'hour')).entries).toEqual(threeHours);
	expect((await lately(stub, 'day')).entries).toEqual(twoDays);
});

test('a part of a history begins with the value that the counter had then', async () => {
	const stub = freshCounter();
	await writeThreeHours(stub);
	const parts = [
		[beginning - 9 * hour, beginning - 5 * hour, 0, []],
		[beginning, beginning + 2 * hour, 0, threeHours.slice(0, 2)],
		[beginning + hour, beginning + 2 * hour, 3, threeHours.slice(1, 2)],
		[beginning + 2 * hour, beginning + 3 * hour, 10, threeHours.slice(2)],
		[beginning + 5 * hour, beginning + 9 * hour, 9, []],
	] as const;
	for (const [from, to, valueBefore, entries] of parts) {
		expect(await stub.history({ by: 'hour', from, to })).toMatchObject({ valueBefore, entries });
	}
});

test('writes with a key, replaced values and what shards gather are counted once, where they arrive', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await stub.increment(5, keyA);
	await stub.overwrite(2);
	setClock(start + hour);
	await stub.increment(5, keyA);
	await stub.absorb('shard', 1, 10);
	await stub.absorb('shard', 1, 10);
	await stub.increment(1, keyB);
	expect((await lately(stub, 'hour')).entries).toEqual([
		{ from: beginning, added: 5, subtracted: 3, value: 2 },
		{ from: beginning + hour, added: 11, subtracted: 0, value: 13 },
	]);
});

test('a deleted counter has no history, nor has the one that is made anew', async () => {
	const stub = freshCounter();
	await writeThreeHours(stub);
	await stub.remove();
	expect(await lately(stub, 'hour')).toMatchObject({ valueBefore: 0, entries: [] });
	setClock(start + 3 * hour);
	await stub.increment(4);
	setClock(start + 4 * hour);
	await stub.increment();
	expect((await lately(stub, 'hour')).entries).toEqual([
		{ from: beginning + 3 * hour, added: 4, subtracted: 0, value: 4 },
		{ from: beginning + 4 * hour, added: 1, subtracted: 0, value: 5 },
	]);
	await stub.remove();
	expect(await runInDurableObject(stub, (_, { storage }) => tableNames(storage))).not.toContain(
		'history',
	);
});

test.each([
	['into the hour before', start - hour / 2, [{ from: beginning, added: 8 }]],
	[
		'by three hours',
		start - 3 * hour,
		[
			{ from: beginning - 3 * hour, added: 1 },
			{ from: beginning, added: 7 },
		],
	],
])('a clock that goes back %s loses no change and doubles none', async (_how, time, expected) => {
	const stub = freshCounter();
	await stub.increment(5);
	setClock(time);
	await stub.increment(1);
	await evictDurableObject(stub);
	setClock(start);
	await stub.increment(2);
	expect((await lately(stub, 'hour')).entries).toMatchObject(expected);
	expect((await lately(stub, 'day')).entries).toMatchObject([{ added: 8, value: 8 }]);
	setClock(start + hour);
	await stub.increment(1);
	expect((await lately(stub, 'hour')).entries).toMatchObject([...expected, { added: 1 }]);
});
