import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import {
	createDuties,
	type Duties,
	type Duty,
	retryInterval,
} from '../../src/durable-objects/duties';
import { freshCounter, keyA, rowsWritten } from './counter-storage';

const hour = 3_600_000;

/** Runs a test on the storage of a new object. */
function withStorage(run: (storage: DurableObjectStorage) => Promise<void>): Promise<void> {
	return runInDurableObject(freshCounter(), (_, { storage }) => run(storage));
}

/** A duty that is due at a time until it has run, or at none. */
function dutyAt(time: number | undefined) {
	let due = time;
	const run = vi.fn(() => {
		due = undefined;
	});
	return { name: 'duty', due: () => due, run } satisfies Duty;
}

/** The alarm after all that was begun has ended. */
async function alarmOf(storage: DurableObjectStorage): Promise<number | null> {
	await storage.sync();
	return storage.getAlarm();
}

function dutiesOf(storage: DurableObjectStorage, ...duties: readonly Duty[]): Duties {
	return createDuties({ storage }, duties);
}

test('the alarm is set only when the earliest time changes', () =>
	withStorage(async (storage) => {
		const duties = dutiesOf(storage);
		const now = Date.now();
		expect(rowsWritten(storage, () => duties.require(now + 2 * hour))).toBe(1);
		expect(rowsWritten(storage, () => duties.require(now + 2 * hour))).toBe(0);
		expect(rowsWritten(storage, () => duties.require(now + 3 * hour))).toBe(0);
		expect(await alarmOf(storage)).toBe(now + 2 * hour);
		expect(rowsWritten(storage, () => duties.require(now + hour))).toBe(1);
		expect(await alarmOf(storage)).toBe(now + hour);
	}));

test('the alarm runs what is due, and is set for the earliest of the rest', () =>
	withStorage(async (storage) => {
		const now = Date.now();
		const [due, later, latest, idle] = [now - 1, now + hour, now + 2 * hour, undefined].map(dutyAt);
		if (!due || !later || !latest || !idle) throw new Error('four duties');
		await dutiesOf(storage, latest, due, idle, later).run();
		expect(due.run).toHaveBeenCalledOnce();
		for (const duty of [later, latest, idle]) expect(duty.run).not.toHaveBeenCalled();
		expect(await alarmOf(storage)).toBe(now + hour);
	}));

test('no alarm is set when nothing is due', () =>
	withStorage(async (storage) => {
		const duty = dutyAt(Date.now() - 1);
		const duties = dutiesOf(storage, duty);
		await duties.run();
		await duties.run();
		expect(duty.run).toHaveBeenCalledOnce();
		expect(await alarmOf(storage)).toBeNull();
	}));

test('a duty that stays due is run again at once', () =>
	withStorage(async (storage) => {
		const time = Date.now() - hour;
		await dutiesOf(storage, { name: 'slices', due: () => time, run: () => {} }).run();
		expect(await alarmOf(storage)).toBeLessThanOrEqual(Date.now());
	}));

test.each([
	[
		'throws',
		() => {
			throw new Error('broken');
		},
	],
	['rejects', () => Promise.reject(new Error('broken'))],
])('a duty that %s stops no other, is logged and runs again later', (_how, run) =>
	withStorage(async (storage) => {
		const log = vi.spyOn(console, 'error').mockImplementation(() => {});
		const before = Date.now();
		const [next, later] = [dutyAt(before - 1), dutyAt(before + hour)];
		await dutiesOf(storage, { name: 'broken', due: () => before, run }, next, later).run();
		expect(next.run).toHaveBeenCalledOnce();
		expect(log.mock.calls).toEqual([['{"duty":"broken","error":"Error: broken"}']]);
		const alarm = await alarmOf(storage);
		expect(alarm).toBeGreaterThanOrEqual(before + retryInterval);
		expect(alarm).toBeLessThan(before + hour);
		log.mockRestore();
	}),
);

test('a missing or late alarm is set at the first check, and only then', () =>
	withStorage(async (storage) => {
		const due = Date.now() + hour;
		for (const stored of [undefined, due + 1]) {
			await storage.deleteAlarm();
			if (stored !== undefined) await storage.setAlarm(stored);
			const duties = dutiesOf(storage, dutyAt(due));
			duties.check();
			await vi.waitFor(async () => expect(await alarmOf(storage)).toBe(due));
			await storage.deleteAlarm();
			duties.check();
			expect(await alarmOf(storage)).toBeNull();
		}
	}));

test('a check of an alarm that is right writes no row, nor does one without duties', () =>
	withStorage(async (storage) => {
		const due = Date.now() + hour;
		for (const stored of [due, due - 1]) {
			await storage.setAlarm(stored);
			dutiesOf(storage, dutyAt(due)).check();
			expect(await alarmOf(storage)).toBe(stored);
		}
		await storage.deleteAlarm();
		dutiesOf(storage, dutyAt(undefined)).check();
		expect(await alarmOf(storage)).toBeNull();
	}));

test('after a check, the alarm is set again for nothing that is later', () =>
	withStorage(async (storage) => {
		const due = Date.now() + hour;
		await storage.setAlarm(due);
		const duties = dutiesOf(storage, dutyAt(due));
		duties.check();
		expect(rowsWritten(storage, () => duties.require(due + hour))).toBe(0);
		duties.forget();
		expect(rowsWritten(storage, () => duties.require(due + hour))).toBe(1);
	}));

test('an object that waits for its alarm is woken by it', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
});
