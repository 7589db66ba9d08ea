import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { directoryName } from '../../src/core/contract/listing';
import { firstRetry, restInterval, sendTime } from '../../src/core/objects/outbox';
import type { Counter } from '../../src/durable-objects/counter';
import type { CounterRow } from '../../src/durable-objects/counter-row';
import { Directory } from '../../src/durable-objects/directory';
import { freshPrivateCounter, keyA, rowsWritten, tableNames } from './counter-storage';
import { stored } from './stored';

const tokenHash = '0'.repeat(64);
const listed = { ...defaultSettings, listed: true };

afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

const counterOf = (name: string) => env.COUNTER.getByName(name);

/** Makes a counter with an owner; nothing is sent before its alarm runs. */
async function claim(name: string, settings = listed): Promise<DurableObjectStub<Counter>> {
	await counterOf(name).create({ tokenHash, value: 100, settings, name });
	return counterOf(name);
}

/** The value of a counter on the list, `undefined` if it is not there. */
async function listedValue(name: string): Promise<number | undefined> {
	const { counters } = await env.DIRECTORY.getByName(directoryName).list({ limit: 100 });
	return counters.find((counter) => counter.name === name)?.value;
}

async function expectListed(name: string, value: number | undefined): Promise<void> {
	await vi.waitFor(async () => expect(await listedValue(name)).toBe(value), { timeout: 20_000 });
}

/** Waits until the directory has confirmed all that a counter sent, and its alarm has ended. */
async function settled(stub: DurableObjectStub<Counter>): Promise<void> {
	const left = () =>
		runInDurableObject(stub, async (_, { storage }) => ({
			// While an alarm runs, none is set.
			alarm: await storage.getAlarm(),
			sendAt: sendTime(storage.kv.get<CounterRow>('state')?.outbox),
		}));
	await vi.waitFor(async () => expect(await left()).toEqual({ alarm: null, sendAt: undefined }), {
		timeout: 20_000,
	});
}

/** Lets every message to the directory fail, until the returned function is called. */
function breakDirectory(): () => void {
	vi.spyOn(console, 'error').mockImplementation(() => {});
	const methods = (['enter', 'leave'] as const).map((method) =>
		vi.spyOn(Directory.prototype, method).mockImplementation(() => {
			throw new Error('broken');
		}),
	);
	return () => {
		for (const method of methods) method.mockRestore();
	};
}

/** Runs the alarm at a later time. */
async function later(stub: DurableObjectStub<Counter>, milliseconds: number): Promise<void> {
	vi.setSystemTime(Date.now() + milliseconds);
	await runInDurableObject(stub, (counter) => counter.alarm());
}

test('a listed counter is on the list by itself, and its change after half a minute', async () => {
	const name = crypto.randomUUID();
	const stub = await claim(name);
	await expectListed(name, 100);
	await settled(stub);
	await stub.increment(5);
	await later(stub, restInterval - 1000);
	expect(await listedValue(name)).toBe(100);
	await later(stub, 1000);
	expect(await listedValue(name)).toBe(105);
});

test('the state of a counter that is not listed is sent to nobody, and stores no note', async () => {
	const enter = vi.spyOn(Directory.prototype, 'enter');
	const name = crypto.randomUUID();
	const stub = await claim(name, defaultSettings);
	await stub.increment(5);
	await counterOf(`${name}-2`).increment(5, undefined, undefined, `${name}-2`);
	for (const counter of [stub, counterOf(`${name}-2`)]) {
		expect(await stored(counter)).toEqual({ rows: ['state'], alarm: null });
	}
	expect(enter).not.toHaveBeenCalled();
});

test('a private counter is never listed, whatever its settings say', async () => {
	const stub = freshPrivateCounter();
	await stub.create({ tokenHash, value: 7, settings: listed });
	await stub.increment(1);
	expect((await stored(stub)).alarm).toBeNull();
});

test('a write of a listed counter costs one row, and one more for the alarm after a rest', async () => {
	const name = crypto.randomUUID();
	const stub = await claim(name);
	await settled(stub);
	await runInDurableObject(stub, (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment())).toBe(2);
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		expect(rowsWritten(storage, () => counter.decrement(3))).toBe(1);
	});
});

test('sending changes neither the version nor the time of the last write', async () => {
	const name = crypto.randomUUID();
	const stub = await claim(name);
	const before = await stub.getCounterValue();
	await settled(stub);
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toEqual(before);
	const page = await env.DIRECTORY.getByName(directoryName).list({ limit: 100 });
	const entry = page.counters.find((counter) => counter.name === name);
	expect(entry?.changedAt).toBe(before.epoch);
});

test('a message that fails is sent again, after waits that outlast the object', async () => {
	const mend = breakDirectory();
	const name = crypto.randomUUID();
	const stub = await claim(name);
	await later(stub, 1000);
	for (let wait = firstRetry; wait <= 8 * firstRetry; wait *= 2) await later(stub, 2 * wait);
	expect(await listedValue(name)).toBeUndefined();
	await evictDurableObject(stub);
	expect((await stored(stub)).alarm).toBeGreaterThan(Date.now() + 8 * firstRetry);
	mend();
	await later(stub, 20 * firstRetry);
	expect(await listedValue(name)).toBe(100);
});

test('a counter that is unlisted leaves at once, and notes nothing more', async () => {
	const name = crypto.randomUUID();
	const stub = await claim(name);
	await expectListed(name, 100);
	await stub.manage(tokenHash, { do: 'change', settings: { listed: false } });
	await expectListed(name, undefined);
	await settled(stub);
	await runInDurableObject(stub, (_, { storage }) => {
		expect(storage.kv.get('state')).toMatchObject({ value: 100, outbox: undefined });
	});
	await stub.increment(1);
	expect((await stored(stub)).alarm).toBeNull();
});

test('a deleted counter keeps one row until the directory has confirmed it, then nothing', async () => {
	const name = crypto.randomUUID();
	const stub = await claim(name);
	await expectListed(name, 100);
	await stub.increment(1, keyA);
	const mend = breakDirectory();
	await stub.manage(tokenHash, { do: 'remove' });
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toEqual({ value: 0, version: 0 });
	expect((await stored(stub)).rows).toEqual(['state']);
	await runInDurableObject(stub, (_, { storage }) => {
		expect(tableNames(storage).filter((table) => !table.startsWith('_cf_'))).toEqual([]);
	});
	expect(await listedValue(name)).toBe(100);
	mend();
	await later(stub, 600_000);
	expect(await listedValue(name)).toBeUndefined();
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
});

test.each([
	['listed', listed, 100],
	['unlisted', defaultSettings, undefined],
])(
	'a name that is claimed again, %s, before the directory knew of the deletion is listed as it is',
	async (_, settings, value) => {
		const name = crypto.randomUUID();
		const stub = await claim(name);
		await expectListed(name, 100);
		await stub.increment(5);
		const mend = breakDirectory();
		await stub.manage(tokenHash, { do: 'remove' });
		await later(stub, 1000);
		await claim(name, settings);
		await evictDurableObject(stub);
		expect(await stub.getCounterValue()).toMatchObject({ value: 100, version: 1 });
		mend();
		await later(stub, 600_000);
		expect(await listedValue(name)).toBe(value);
		await settled(stub);
	},
);
