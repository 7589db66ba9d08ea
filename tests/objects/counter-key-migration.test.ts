/** A counter whose keys were stored by the first edition, in the table that it had. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { keyLifetime } from '../../src/core/contract/idempotency';
import { endOf, periodOf } from '../../src/core/limits/key-quota';
import type { Counter } from '../../src/durable-objects/counter';
import { sliceSize } from '../../src/durable-objects/key-rows';
import { freshCounter, keyA, keyB, keysAndAlarm, tableNames } from './counter-storage';

/** Makes a counter's storage that of the first edition, with these keys and no more. */
async function storeFirstEdition(
	stub: DurableObjectStub<Counter>,
	keys: readonly { readonly key: string; readonly expires: number }[],
): Promise<void> {
	await runInDurableObject(stub, async (_, { storage }) => {
		await storage.deleteAll();
		storage.kv.put('state', { value: 40, version: keys.length });
		storage.sql.exec(
			`CREATE TABLE idempotency_keys (
				key TEXT PRIMARY KEY,
				write TEXT NOT NULL,
				value INTEGER NOT NULL,
				version INTEGER NOT NULL,
				expires INTEGER NOT NULL
			) WITHOUT ROWID`,
		);
		for (const [index, { key, expires }] of keys.entries()) {
			storage.sql.exec(
				"INSERT INTO idempotency_keys VALUES (?, 'increment 1', ?, ?, ?)",
				key,
				index,
				index,
				expires,
			);
		}
		await storage.setAlarm(Date.now() + keyLifetime / 2);
	});
	await evictDurableObject(stub);
}

test('the keys of the first edition guard until their day is over', async () => {
	const stub = freshCounter();
	const soon = Date.now() + keyLifetime / 2;
	await storeFirstEdition(stub, [
		{ key: keyA, expires: soon },
		{ key: keyB, expires: Date.now() - 1 },
	]);
	expect(await stub.increment(1, keyA)).toEqual({ value: 0, version: 0, replayed: true });
	expect(await stub.increment(2, keyA)).toEqual({ refused: 'key-reused' });
	expect(await stub.increment(1, keyB)).toMatchObject({ value: 41, version: 3, replayed: false });
	// That write has found the old keys, and made their migration due.
	await expect
		.poll(() => runInDurableObject(stub, (_, { storage }) => tableNames(storage)))
		.not.toContain('idempotency_keys');
	await evictDurableObject(stub);
	expect(await stub.increment(1, keyA)).toEqual({ value: 0, version: 0, replayed: true });
	expect(await stub.increment(1, keyB)).toMatchObject({ value: 41, version: 3, replayed: true });
	expect(await keysAndAlarm(stub)).toEqual({ keys: 2, alarm: endOf(periodOf(soon)) });
});

test('the alarm of the first edition migrates a store that nobody writes', async () => {
	const stub = freshCounter();
	const expires = Date.now() + keyLifetime / 2;
	const keys = Array.from({ length: sliceSize + 5 }, (_, index) => ({
		key: `k${index}`,
		expires: index % 2 === 0 ? expires : Date.now() - 1,
	}));
	await storeFirstEdition(stub, keys);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	await expect
		.poll(() => keysAndAlarm(stub))
		.toEqual({
			keys: Math.ceil(keys.length / 2),
			alarm: endOf(periodOf(expires)),
		});
	expect(await runInDurableObject(stub, (_, { storage }) => tableNames(storage))).not.toContain(
		'idempotency_keys',
	);
	expect(await stub.getCounterValue()).toMatchObject({ value: 40, version: keys.length });
});
