import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import {
	freshCounter,
	keyA,
	keyB,
	keyC,
	keysAndAlarm,
	rowsWritten,
	tableNames,
	wakeWith,
} from './counter-storage';

test('a read of a used counter writes no row', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await evictDurableObject(stub);
	await runInDurableObject(stub, (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.getCounterValue())).toBe(0);
	});
});

test('writes without a key create no table of keys and set no alarm', async () => {
	const stub = freshCounter();
	await stub.increment();
	await stub.decrement(3);
	await runInDurableObject(stub, async (_, { storage }) => {
		expect(tableNames(storage)).not.toContain('idempotency_keys_2');
		expect(await storage.getAlarm()).toBeNull();
	});
});

// #region rows
test('a write without a key writes one row', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		expect(rowsWritten(storage, () => counter.decrement(3))).toBe(1);
	});
});
// #endregion rows

test('a write with a key writes two rows, and one more for the alarm if it is the first', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment(1, keyA))).toBe(3);
		expect(rowsWritten(storage, () => counter.increment(1, keyB))).toBe(2);
		expect(rowsWritten(storage, () => counter.increment(1, keyC))).toBe(2);
	});
});

test('a stored key is billed as one row', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		counter.increment(1, keyA);
		const { rowsWritten } = storage.sql.exec(
			'INSERT INTO idempotency_keys_2 SELECT period, ?, write, value, version, expires FROM idempotency_keys_2',
			keyB,
		);
		expect(rowsWritten).toBe(1);
	});
});

test('a repeated key and a reused key write no row', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		counter.increment(1, keyA);
		expect(rowsWritten(storage, () => counter.increment(1, keyA))).toBe(0);
		expect(rowsWritten(storage, () => counter.increment(2, keyA))).toBe(0);
	});
});

test('a refused write stores no key, no alarm and no row', async () => {
	const stub = freshCounter();
	await wakeWith(stub, { value: Number.MAX_SAFE_INTEGER, version: 1 });
	await runInDurableObject(stub, (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment())).toBe(0);
	});
	await stub.increment(1, keyA);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	await stub.decrement(1);
	expect(await stub.increment(1, keyA)).toMatchObject({ replayed: false });
});
