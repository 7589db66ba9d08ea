import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { spanLength } from '../../src/core/history/history';
import type { Counter } from '../../src/durable-objects/counter';
import { rowsWritten, tableNames } from './counter-storage';
import { beginning, lately, setClock, start } from './three-hours';

const { hour } = spanLength;
const tokenHash = 'a'.repeat(64);

beforeEach(() => setClock(start));
afterEach(() => {
	vi.useRealTimers();
});

/** A counter that its owner has started at 100. */
async function ownedCounter(listed = false): Promise<DurableObjectStub<Counter>> {
	const name = crypto.randomUUID();
	const stub = env.COUNTER.getByName(name);
	await stub.create({ tokenHash, value: 100, settings: { ...defaultSettings, listed }, name });
	return stub;
}

test('the value that an owner starts with was there before the history', async () => {
	const stub = await ownedCounter();
	expect(await lately(stub, 'hour')).toMatchObject({ valueBefore: 100, entries: [] });
	await stub.increment(5);
	expect(await lately(stub, 'hour')).toMatchObject({
		valueBefore: 100,
		entries: [{ from: beginning, added: 5, subtracted: 0, value: 105 }],
	});
});

test('a value that the owner sets counts by its difference, and settings do not count', async () => {
	const stub = await ownedCounter();
	await stub.manage(tokenHash, { do: 'set', value: 120 });
	await stub.manage(tokenHash, { do: 'set', value: 90 });
	await stub.manage(tokenHash, { do: 'change', settings: { step: 5 } });
	expect((await lately(stub, 'hour')).entries).toEqual([
		{ from: beginning, added: 20, subtracted: 30, value: 90 },
	]);
	setClock(start + hour);
	await runInDurableObject(stub, async (counter, { storage }) => {
		const settings = { writes: 'owner' } as const;
		const rows = rowsWritten(storage, () => counter.manage(tokenHash, { do: 'change', settings }));
		expect(rows).toBe(1);
	});
	expect((await lately(stub, 'hour')).entries).toHaveLength(1);
});

test('a counter that its owner has removed has no history, also before the directory is updated', async () => {
	const stub = await ownedCounter(true);
	await stub.increment(5);
	setClock(start + hour);
	await stub.increment(5);
	await stub.manage(tokenHash, { do: 'remove' });
	expect(await lately(stub, 'hour')).toMatchObject({ value: 0, valueBefore: 0, entries: [] });
	expect(await runInDurableObject(stub, (_, { storage }) => tableNames(storage))).not.toContain(
		'history',
	);
	await stub.increment(2);
	setClock(start + 2 * hour);
	await stub.increment(1);
	expect((await lately(stub, 'hour')).entries).toMatchObject([
		{ added: 2, value: 2 },
		{ added: 1, value: 3 },
	]);
});

test('what a shard has gathered counts in the hour in which it arrives', async () => {
	const stub = await ownedCounter();
	const { epoch } = await stub.getCounterValue();
	const flush = { shard: 'shard', flush: 1, change: 7, epoch };
	setClock(start + hour);
	await stub.absorbFlush(flush);
	await stub.absorbFlush(flush);
	await stub.absorbFlush({ ...flush, flush: 2, epoch: (epoch ?? 0) + 1 });
	expect((await lately(stub, 'hour')).entries).toEqual([
		{ from: beginning + hour, added: 7, subtracted: 0, value: 107 },
	]);
});
