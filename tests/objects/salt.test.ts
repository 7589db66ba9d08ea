import {
	abortAllDurableObjects,
	evictDurableObject,
	runDurableObjectAlarm,
	runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dayLength, dayName, dayOf, endOfDay, startOfDay } from '../../src/core/visits/day';
import { saltLength } from '../../src/core/visits/visitor-key';
import { saltGrace } from '../../src/durable-objects/salt';
import { rowsWritten } from './counter-storage';
import { stored } from './stored';

/** A day of its own for each test, since a day has one object. */
let day = dayOf(Date.now()) + 100;
beforeEach(() => {
	day += 10;
	vi.setSystemTime(startOfDay(day) + dayLength / 2);
});
afterEach(() => void vi.useRealTimers());

const another = { refused: 'another-day' };

function saltObject(of = day) {
	return env.SALT.getByName(dayName(of));
}

async function saltNow(of = day): Promise<string> {
	const answer = await saltObject(of).salt();
	if ('refused' in answer) throw new Error('the salt was refused');
	expect(answer.salt).toHaveLength(saltLength);
	return answer.salt.join();
}

test('the salt of a day is the same all day, across evictions and crashes', async () => {
	const salt = await saltNow();
	expect(await saltNow()).toBe(salt);
	await evictDurableObject(saltObject());
	expect(await saltNow()).toBe(salt);
	await abortAllDurableObjects();
	expect(await saltNow()).toBe(salt);
	vi.setSystemTime(endOfDay(day) - 1);
	expect(await saltNow()).toBe(salt);
});

test('callers that come at once get one salt', async () => {
	const salts = await Promise.all(Array.from({ length: 20 }, () => saltNow()));
	expect(new Set(salts).size).toBe(1);
});

test('two days have two salts', async () => {
	const salt = await saltNow();
	vi.setSystemTime(endOfDay(day));
	expect(await saltNow(day + 1)).not.toBe(salt);
});

test('a salt costs two rows a day, one of them for the alarm', async () => {
	await runInDurableObject(saltObject(), (object, { storage }) => {
		expect(rowsWritten(storage, () => object.salt())).toBe(2);
		expect(rowsWritten(storage, () => object.salt())).toBe(0);
	});
});

test('the alarm deletes everything some minutes after the day', async () => {
	await saltNow();
	expect(await stored(saltObject())).toEqual({
		rows: ['state'],
		alarm: endOfDay(day) + saltGrace,
	});
	vi.setSystemTime(endOfDay(day) + saltGrace);
	expect(await runDurableObjectAlarm(saltObject())).toBe(true);
	expect(await stored(saltObject())).toEqual({ rows: [], alarm: null });
	await evictDurableObject(saltObject());
	expect(await saltObject().salt()).toEqual(another);
	expect(await stored(saltObject())).toEqual({ rows: [], alarm: null });
});

test('an alarm that runs early deletes nothing', async () => {
	const salt = await saltNow();
	expect(await runDurableObjectAlarm(saltObject())).toBe(true);
	expect(await saltNow()).toBe(salt);
	expect((await stored(saltObject())).alarm).toBe(endOfDay(day) + saltGrace);
});

test('a salt is handed out some minutes before and after its day, and at no other time', async () => {
	for (const [time, isThere] of [
		[startOfDay(day) - saltGrace - 1, false],
		[startOfDay(day) - saltGrace, true],
		[endOfDay(day) + saltGrace - 1, true],
		[endOfDay(day) + saltGrace, false],
		[endOfDay(day) + dayLength, false],
	] as const) {
		vi.setSystemTime(time);
		expect('salt' in (await saltObject().salt())).toBe(isThere);
	}
});

test('a salt that should be gone is not handed out, and its alarm is set again if it was lost', async () => {
	await saltNow();
	await runInDurableObject(saltObject(), (_, { storage }) => storage.deleteAlarm());
	await evictDurableObject(saltObject());
	vi.setSystemTime(endOfDay(day) + dayLength);
	expect(await saltObject().salt()).toEqual(another);
	await expect.poll(async () => (await stored(saltObject())).alarm).not.toBeNull();
	expect(await runDurableObjectAlarm(saltObject())).toBe(true);
	expect(await stored(saltObject())).toEqual({ rows: [], alarm: null });
});

test('no salt is made for a day that is over or far away, nor for a name that is no date', async () => {
	for (const name of [dayName(day - 1), dayName(day + 1), 'today', '2026-02-30']) {
		const stub = env.SALT.getByName(name);
		expect(await stub.salt()).toEqual(another);
		expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	}
});

test('after the clock went back over midnight the day before gets its salt again, until it is deleted', async () => {
	const salt = await saltNow();
	vi.setSystemTime(endOfDay(day) + 1000);
	await saltNow(day + 1);
	vi.setSystemTime(endOfDay(day) - 1000);
	expect(await saltNow()).toBe(salt);
});
