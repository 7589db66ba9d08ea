import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { demoName } from '../../src/core/contract/name';
import { byId, freshCounter, keyA, rowsWritten } from './counter-storage';
import { lately, setClock, start } from './three-hours';

beforeEach(() => setClock(start));
afterEach(() => {
	vi.useRealTimers();
});

/** A new counter of a demo. */
function freshDemo() {
	return env.COUNTER.getByName(demoName(crypto.randomUUID().replaceAll('-', '')));
}

test('a look inside a counter that was never written finds nothing, and stores nothing', async () => {
	const stub = freshDemo();
	const { duties, ...report } = await stub.demonstrate('look');
	expect(report).toEqual({ schema: 0, tables: [] });
	expect(duties.every(({ due }) => due === undefined)).toBe(true);
	await runInDurableObject(stub, (_, { storage }) => {
		expect(Array.from(storage.kv.list())).toEqual([]);
	});
});

test('the first write after an hour takes the store through the steps of its schema', async () => {
	const stub = freshDemo();
	await stub.increment(5);
	expect(await stub.demonstrate('pass-hour')).toMatchObject({ schema: 0, tables: [] });
	await stub.increment();
	expect(await stub.demonstrate('look')).toMatchObject({
		schema: 1,
		tables: ['history'],
		costs: { rows: 1, byKey: 1, byScan: 1 },
	});
});

test('hours that pass are in the history as hours of the past, and the last eight are kept', async () => {
	const stub = freshDemo();
	for (let press = 1; press <= 12; press++) {
		await stub.increment(press);
		await stub.demonstrate('pass-hour');
	}
	await stub.increment(100);
	const { entries } = await lately(stub, 'hour');
	expect(entries.map(({ added }) => added)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 100]);
	expect((await stub.demonstrate('look')).costs).toMatchObject({ byKey: 1 });
});

test('an hour is read by its key as one row, however many hours there are', async () => {
	const stub = freshDemo();
	for (let press = 1; press <= 5; press++) {
		await stub.increment();
		await stub.demonstrate('pass-hour');
	}
	await stub.increment();
	const { costs } = await stub.demonstrate('look');
	expect(costs?.byKey).toBe(1);
	expect(costs?.byScan).toBe(costs?.rows);
});

test('an hour that passes for a counter without a history changes nothing', async () => {
	await runInDurableObject(freshDemo(), (counter, { storage }) => {
		expect(rowsWritten(storage, () => void counter.demonstrate('pass-hour'))).toBe(0);
	});
});

test('a reminder is the first duty that the alarm is set for, and is kept after an eviction', async () => {
	const stub = freshDemo();
	await stub.increment(1, keyA);
	const due = start + 5000;
	expect((await stub.demonstrate('remind')).alarm).toBe(due);
	await evictDurableObject(stub);
	const { duties, alarm } = await stub.demonstrate('look');
	expect(alarm).toBe(due);
	expect(duties.filter((duty) => duty.due !== undefined).map(({ name }) => name)).toEqual([
		'prune keys',
		'delete',
		'remind',
	]);
	setClock(due);
	await runDurableObjectAlarm(stub);
	const after = await stub.demonstrate('look');
	expect(after.rangAt).toBe(due);
	expect(after.alarm).toBe(Math.min(...after.duties.flatMap((duty) => duty.due ?? [])));
});

test('a counter that was called by its id runs its reminder, and is deleted a day after it was set', async () => {
	const name = demoName(crypto.randomUUID().replaceAll('-', ''));
	const stub = env.COUNTER.getByName(name);
	await byId(stub.id).getCounterValue();
	const due = start + 5000;
	const { duties, alarm } = await stub.demonstrate('remind', name);
	expect(alarm).toBe(due);
	expect(duties.filter((duty) => duty.due !== undefined)).toEqual([
		{ name: 'delete', due: start + 86_400_000 },
		{ name: 'remind', due },
	]);
	setClock(due);
	await runDurableObjectAlarm(stub);
	expect((await byId(stub.id).demonstrate('look')).rangAt).toBe(due);
});

test('a counter that is no demo’s reads no reminder and has none', async () => {
	const stub = freshCounter();
	await stub.increment();
	await runInDurableObject(stub, (_, { storage }) => storage.kv.put('reminder', { due: start }));
	const { duties } = await stub.demonstrate('look');
	expect(duties.find(({ name }) => name === 'remind')).toEqual({ name: 'remind' });
});

test('a demo’s counter is deleted a day after its last write, also if it has an owner', async () => {
	const stub = freshDemo();
	const settings = { writes: 'everyone', origins: [], step: 1000, listed: false } as const;
	const name = (await stub.inspect()).name;
	await stub.create({ tokenHash: 'f'.repeat(64), value: 7, settings, name });
	expect((await stub.getCounterValue()).owned).toEqual(settings);
	setClock(start + 86_400_000);
	await runDurableObjectAlarm(stub);
	expect(await stub.getCounterValue()).toEqual({ value: 0, version: 0 });
});
