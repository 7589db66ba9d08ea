import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { demoName } from '../../src/core/contract/name';
import { demoLifetime } from '../../src/core/objects/lifetime';
import type { Counter } from '../../src/durable-objects/counter';
import {
	elapse,
	freshCounter,
	freshPrivateCounter,
	keyA,
	rowsWritten,
	tableNames,
} from './counter-storage';
import { stored } from './stored';
import { receives, watch } from './watcher';

const day = 86_400_000;
const year = 365 * day;
const nothing = { rows: [], alarm: null };

function freshDemo(): DurableObjectStub<Counter> {
	return env.COUNTER.getByName(demoName(crypto.randomUUID().replaceAll('-', '')));
}

/** Expects that an alarm is set for `lifetime` after now, with a minute for a slow machine. */
async function expectAlarmIn(stub: DurableObjectStub<Counter>, lifetime: number): Promise<void> {
	const { alarm } = await stored(stub);
	expect(alarm).toBeGreaterThan(Date.now() + lifetime - 60_000);
	expect(alarm).toBeLessThanOrEqual(Date.now() + lifetime);
}

test.each([
	['a private counter', freshPrivateCounter, year],
	['the counter of a demo', freshDemo, demoLifetime],
])(
	'%s that nobody writes any more is deleted with all that it stored',
	async (_, make, lifetime) => {
		const stub = make();
		await stub.increment(5);
		await stub.increment(2, keyA);
		await elapse(stub, lifetime);
		expect(await runDurableObjectAlarm(stub)).toBe(true);
		expect(await stub.getCounterValue()).toEqual({ value: 0, version: 0 });
		expect(await stored(stub)).toEqual(nothing);
		await evictDurableObject(stub);
		expect(await stub.getCounterValue()).toEqual({ value: 0, version: 0 });
		await runInDurableObject(stub, (_counter, { storage }) => {
			expect(tableNames(storage)).not.toContain('idempotency_keys_2');
		});
	},
);

test('the alarm of a private counter that was written since is set anew and deletes nothing', async () => {
	const stub = freshPrivateCounter();
	await stub.increment(5);
	await elapse(stub, year - day);
	await stub.increment(1);
	await runDurableObjectAlarm(stub);
	expect(await stub.getCounterValue()).toMatchObject({ value: 6, version: 2 });
	await expectAlarmIn(stub, year);
	await elapse(stub, year - day);
	await runDurableObjectAlarm(stub);
	expect(await stub.getCounterValue()).toMatchObject({ value: 6, version: 2 });
	await expectAlarmIn(stub, day);
});

test('the first write of a private counter costs one row more, for its alarm, and no other does', async () => {
	const stub = freshPrivateCounter();
	await runInDurableObject(stub, (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment())).toBe(2);
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		expect(rowsWritten(storage, () => counter.decrement(3))).toBe(1);
	});
	await evictDurableObject(stub);
	await runInDurableObject(stub, async (counter, { storage }) => {
		const before = await storage.getAlarm();
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		await storage.sync();
		expect(await storage.getAlarm()).toBe(before);
	});
});

test('a counter with a name has no alarm and is never deleted', async () => {
	const stub = freshCounter();
	await stub.increment(5);
	await elapse(stub, 10 * year);
	expect(await runDurableObjectAlarm(stub)).toBe(false);
	await stub.increment(1);
	expect(await stored(stub)).toEqual({ rows: ['state'], alarm: null });
});

test('a counter that was written by its name once is kept when it is called by its id', async () => {
	const stub = freshCounter();
	await stub.increment(5);
	const byId = env.COUNTER.get(env.COUNTER.idFromString(stub.id.toString()));
	await evictDurableObject(stub);
	await byId.increment(2);
	await elapse(byId, 10 * year);
	await runDurableObjectAlarm(byId);
	expect(await byId.getCounterValue()).toMatchObject({ value: 7, version: 2 });
	expect(await stored(byId)).toEqual({ rows: ['state'], alarm: null });
});

test('what the first edition stored for a private counter is kept until a year after a write', async () => {
	const stub = freshPrivateCounter();
	await runInDurableObject(stub, (_, { storage }) =>
		storage.kv.put('state', { value: 40, version: 9 }),
	);
	await evictDurableObject(stub);
	await stub.increment(2);
	await expectAlarmIn(stub, year);
	expect(await stub.getCounterValue()).toMatchObject({ value: 42, version: 10 });
});

test('a counter that is removed stores nothing, and counts anew', async () => {
	const stub = freshPrivateCounter();
	await stub.increment(5, keyA);
	const watcher = await watch(stub);
	await receives(watcher, { value: 5 });
	await stub.remove();
	await receives(watcher, { value: 0, version: 0 });
	expect(await stored(stub)).toEqual(nothing);
	expect(await stub.increment(3, keyA)).toMatchObject({ value: 3, version: 1, replayed: false });
	await evictDurableObject(stub);
	expect(await stub.increment(3, keyA)).toMatchObject({ value: 3, version: 1, replayed: true });
	expect((await stored(stub)).alarm).not.toBeNull();
});

test('a write while the alarm deletes is stored', async () => {
	const stub = freshDemo();
	await stub.increment(5);
	await elapse(stub, demoLifetime);
	await runInDurableObject(stub, async (counter) => {
		const deleted = counter.alarm();
		counter.increment(2);
		await deleted;
	});
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toMatchObject({ value: 2, version: 1 });
	await expectAlarmIn(stub, demoLifetime);
});

test('whatever does not change a new counter stores nothing', async () => {
	const stub = freshPrivateCounter();
	await stub.getCounterValue();
	await stub.inspect();
	expect(await stub.increment(Number.MAX_SAFE_INTEGER + 1, keyA)).toEqual({
		refused: 'out-of-range',
	});
	await stub.remove();
	await runInDurableObject(stub, (_, { storage }) => expect(tableNames(storage)).toEqual([]));
	expect(await stored(stub)).toEqual(nothing);
});
