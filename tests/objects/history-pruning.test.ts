import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hoursKept, spanLength } from '../../src/core/history/history';
import { historySlice, keepPart } from '../../src/durable-objects/history-rows';
import { freshCounter, hourCount } from './counter-storage';
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

test('hours are deleted after 90 days, a day of them at a time, and days are kept', async () => {
	const stub = freshCounter();
	await writeThreeHours(stub);
	const midnight = beginning + 2 * hour;
	const alarm = () => runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
	expect(await alarm()).toBe(midnight + hoursKept);

	setClock(midnight + hoursKept - 1);
	await runDurableObjectAlarm(stub);
	expect((await lately(stub, 'hour', 2400)).entries).toEqual(threeHours);
	setClock(midnight + hoursKept);
	await runDurableObjectAlarm(stub);
	await expect.poll(async () => (await lately(stub, 'hour', 2400)).entries).toHaveLength(1);
	expect(await lately(stub, 'hour', 2400)).toMatchObject({
		valueBefore: 10,
		entries: threeHours.slice(2),
	});
	expect((await lately(stub, 'day', 100)).entries).toEqual(twoDays);
	expect(await alarm()).toBeNull();
});

test('many old hours are deleted in slices', async () => {
	const stub = freshCounter();
	await writeThreeHours(stub);
	await runInDurableObject(stub, (_, { storage }) => {
		for (let back = 1; back <= 2 * historySlice; back++) {
			const number = Math.floor(start / hour) - 2400 - back;
			keepPart(storage.sql, { by: 'hour', number, added: 1, subtracted: 0, value: 0 });
		}
	});
	await evictDurableObject(stub);
	const hours = () => runInDurableObject(stub, (_, { storage }) => hourCount(storage));
	expect(await hours()).toBe(2 + 2 * historySlice);
	await runInDurableObject(stub, (counter) => counter.alarm());
	expect(await hours()).toBeLessThanOrEqual(2 + historySlice);
	await runInDurableObject(stub, (counter) => counter.alarm());
	expect(await hours()).toBe(2);
});
