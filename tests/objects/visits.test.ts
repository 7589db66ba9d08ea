import {
	abortAllDurableObjects,
	evictDurableObject,
	runDurableObjectAlarm,
	runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import type { IdempotencyKey } from '../../src/core/contract/idempotency';
import { dayLength, dayOf, endOfDay } from '../../src/core/visits/day';
import { visitorsMax } from '../../src/core/visits/visit-count';
import type { CounterRow } from '../../src/durable-objects/counter-row';
import { freshCounter, keyA, keysAndAlarm, rowsWritten, wakeWith } from './counter-storage';
import { ann, beginAtNoon, bob, counted, day, known, trusted, until } from './visit-day';

beginAtNoon();

test('a visitor counts once a day, across evictions and crashes', async () => {
	const stub = freshCounter();
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(counted(1));
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(known(1));
	expect(await stub.visit({ ...trusted, key: bob, until })).toEqual(counted(2));
	await evictDurableObject(stub);
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(known(2));
	await abortAllDurableObjects();
	const again = env.COUNTER.get(stub.id);
	expect(await again.visit({ ...trusted, key: bob, until })).toEqual(known(2));
	expect(await again.getCounterValue()).toMatchObject({ value: 2, version: 2 });
});

test('a repeated visit returns the current value', async () => {
	const stub = freshCounter();
	await stub.visit({ ...trusted, key: ann, until });
	await stub.increment(10);
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(known(11));
});

test('visits of one visitor that come at once count once', async () => {
	const stub = freshCounter();
	const visits = Array.from({ length: 50 }, () => stub.visit({ ...trusted, key: ann, until }));
	const answers = await Promise.all(visits);
	expect(answers.filter((answer) => 'counted' in answer && answer.counted)).toHaveLength(1);
	expect(await stub.getCounterValue()).toMatchObject({ value: 1 });
});

test('a visit without a key counts nobody and writes no row', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.visit({ ...trusted, until }))).toBe(0);
		expect(counter.visit({ ...trusted, until })).toEqual(known(0));
	});
});

test('the first visit of a visitor writes two rows, and one more for the alarm if it is the first of all', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.visit({ ...trusted, key: ann, until }))).toBe(3);
		expect(rowsWritten(storage, () => counter.visit({ ...trusted, key: bob, until }))).toBe(2);
		expect(rowsWritten(storage, () => counter.visit({ ...trusted, key: ann, until }))).toBe(0);
	});
});

test('at midnight visitors count again, and the alarm forgets those of the day before', async () => {
	const stub = freshCounter();
	await stub.visit({ ...trusted, key: ann, until });
	await stub.visit({ ...trusted, key: bob, until });
	expect(await keysAndAlarm(stub)).toEqual({ keys: 2, alarm: until });

	vi.setSystemTime(until - 1);
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(known(2));
	vi.setSystemTime(until);
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual({ refused: 'day-over' });
	const next = 'visit ann of the next day' as IdempotencyKey;
	expect(await stub.visit({ ...trusted, key: next, until: until + dayLength })).toEqual(counted(3));
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 1, alarm: until + dayLength });
	expect(await stub.visit({ ...trusted, key: next, until: until + dayLength })).toEqual(known(3));
});

test('a visit just before midnight, by a clock that is ahead, counts for the day that begins', async () => {
	const stub = freshCounter();
	vi.setSystemTime(until - 5);
	expect(await stub.visit({ ...trusted, key: ann, until: until + dayLength })).toEqual(counted(1));
	vi.setSystemTime(until + dayLength / 2);
	expect(await stub.visit({ ...trusted, key: ann, until: until + dayLength })).toEqual(known(1));
	expect((await keysAndAlarm(stub)).alarm).toBe(until + dayLength);
});

test.each([-3 * dayLength, -dayLength, -3_600_000])(
	'after the clock went back by %d ms visitors are distinguished as before, and forgotten',
	async (step) => {
		const stub = freshCounter();
		await stub.visit({ ...trusted, key: ann, until });
		const now = Date.now() + step;
		vi.setSystemTime(now);
		await evictDurableObject(stub);
		const then = endOfDay(dayOf(now));
		expect(await stub.visit({ ...trusted, key: bob, until: then })).toEqual(counted(2));
		expect(await stub.visit({ ...trusted, key: bob, until: then })).toEqual(known(2));
		vi.setSystemTime(now + 2 * dayLength);
		// What was stored for a time to come is moved first, and then deleted.
		for (let run = 0; run < 3; run++) {
			await runDurableObjectAlarm(stub);
			vi.setSystemTime(Date.now() + 2 * dayLength);
		}
		expect(await keysAndAlarm(stub)).toMatchObject({ keys: 0 });
	},
);

test('a visitor’s key and a client’s idempotency key do not collide', async () => {
	const stub = freshCounter();
	await stub.visit({ ...trusted, key: ann, until });
	expect(await stub.increment(1, keyA)).toMatchObject({ value: 2, replayed: false });
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(known(2));
	expect(await stub.increment(1, keyA)).toMatchObject({ value: 2, replayed: true });
});

test('a counter at its limit refuses visits, and knows no visitor', async () => {
	const stub = freshCounter();
	await wakeWith(stub, { value: Number.MAX_SAFE_INTEGER, version: 1 });
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual({ refused: 'out-of-range' });
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
});

test('beyond 100,000 visitors of a day every visit counts, and the answer says so until midnight', async () => {
	const stub = freshCounter();
	await stub.visit({ ...trusted, key: ann, until });
	await runInDurableObject(stub, (_, { storage }) => {
		const row = storage.kv.get<CounterRow>('state');
		storage.kv.put('state', { ...row, visits: { day, visits: visitorsMax } });
	});
	await evictDurableObject(stub);
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(known(1));
	const inexact = { counted: true, exact: false };
	expect(await stub.visit({ ...trusted, key: bob, until })).toEqual({ value: 2, ...inexact });
	expect(await stub.visit({ ...trusted, key: bob, until })).toEqual({ value: 3, ...inexact });
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual({
		value: 3,
		counted: false,
		exact: false,
	});
	expect(await keysAndAlarm(stub)).toMatchObject({ keys: 1 });
	vi.setSystemTime(until);
	expect(await stub.visit({ ...trusted, key: bob, until: until + dayLength })).toEqual(counted(4));
});

test('a counter that is removed forgets its visitors', async () => {
	const stub = freshCounter();
	await stub.visit({ ...trusted, key: ann, until });
	await stub.remove();
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	expect(await stub.visit({ ...trusted, key: ann, until })).toEqual(counted(1));
});
