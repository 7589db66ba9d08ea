import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { type IdempotencyKey, keyLifetime } from '../../src/core/contract/idempotency';
import { periodOf } from '../../src/core/limits/key-quota';
import type { Counter } from '../../src/durable-objects/counter';
import { sliceSize } from '../../src/durable-objects/key-rows';
import { size } from '../size';
import { freshCounter, keyA, keyB, keysAndAlarm } from './counter-storage';

/** A million rows take SQLite some seconds to make. */
const manyKeys = size(20_000, 1_000_000);

/** Stores keys `k1` to `k<count>` that expire at a time, in epoch milliseconds, and evicts the counter. */
async function storeKeys(
	stub: DurableObjectStub<Counter>,
	count: number,
	expires: number,
): Promise<void> {
	await stub.increment(1, keyA);
	await runInDurableObject(stub, (_, { storage }) => {
		storage.sql.exec(
			`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
			INSERT INTO idempotency_keys_2 SELECT ?, 'k' || n, 'increment 1', n, n, ? FROM numbers`,
			count,
			periodOf(expires),
			expires,
		);
	});
	await evictDurableObject(stub);
}

/** Runs the alarm as often as it is due at once, and returns how often that was. */
async function runDueAlarms(stub: DurableObjectStub<Counter>): Promise<number> {
	for (let runs = 0; ; runs++) {
		const { alarm } = await keysAndAlarm(stub);
		if (alarm === null || alarm > Date.now()) return runs;
		await runDurableObjectAlarm(stub);
	}
}

test(
	'many expired keys are deleted in slices, with calls answered between them',
	async () => {
		const stub = freshCounter();
		await storeKeys(stub, manyKeys, Date.now() - keyLifetime);
		expect(await keysAndAlarm(stub)).toMatchObject({ keys: manyKeys + 1 });

		const times: number[] = [];
		for (let left = manyKeys; left > 0; left -= sliceSize) {
			await runInDurableObject(stub, async (counter) => {
				const began = performance.now();
				const done = counter.alarm();
				// Until here no other call could come in.
				times.push(performance.now() - began);
				await done;
			});
			if (left % (100 * sliceSize) === 0) {
				// A repeat finds its key although many have expired, and a write is taken.
				expect(await stub.increment(1, keyA)).toMatchObject({ replayed: true });
				expect(await stub.increment(1)).toMatchObject({ replayed: false });
			}
		}
		times.sort((a, b) => a - b);
		const [half, most] = [0.5, 0.99].map((part) => times[Math.floor(times.length * part)]);
		console.log(
			`keys: ${manyKeys} deleted in ${times.length} slices, p50 ${half} ms, p99 ${most} ms`,
		);
		await runDueAlarms(stub);
		const { keys, alarm } = await keysAndAlarm(stub);
		expect(keys).toBe(1);
		expect(alarm).toBeGreaterThan(Date.now());
	},
	size(60_000, 300_000),
);

test('one run of the alarm deletes one slice, and is repeated at once', async () => {
	const stub = freshCounter();
	await storeKeys(stub, 2 * sliceSize + 5, Date.now() - keyLifetime);
	vi.setSystemTime(Date.now());
	await runDurableObjectAlarm(stub);
	vi.useRealTimers();
	const { keys, alarm } = await keysAndAlarm(stub);
	if (keys > 1) expect(alarm).toBeLessThanOrEqual(Date.now());
	await expect.poll(() => keysAndAlarm(stub)).toMatchObject({ keys: 1 });
});

test('a key is found in whichever period it expires', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await runInDurableObject(stub, (_, { storage }) => {
		for (const at of [1, 2, 3]) {
			const expires = Date.now() + (at * keyLifetime) / 4;
			storage.sql.exec(
				"INSERT INTO idempotency_keys_2 VALUES (?, ?, 'increment 1', 7, 7, ?)",
				periodOf(expires),
				`in period ${at}`,
				expires,
			);
		}
	});
	await evictDurableObject(stub);
	for (const at of [1, 2, 3]) {
		const answer = await stub.increment(1, `in period ${at}` as IdempotencyKey);
		expect(answer).toMatchObject({ value: 7, version: 7, replayed: true });
	}
});

test('keys guard across a clock that goes back or forward by an hour', async () => {
	const hour = 3_600_000;
	for (const step of [hour, -hour]) {
		const stub = freshCounter();
		await stub.increment(5, keyA);
		vi.setSystemTime(Date.now() + step);
		try {
			expect(await stub.increment(5, keyA)).toMatchObject({ replayed: true });
			await stub.increment(5, keyB);
		} finally {
			vi.useRealTimers();
		}
		expect(await stub.increment(5, keyB)).toMatchObject({ value: 10, replayed: true });
		await evictDurableObject(stub);
		expect(await stub.increment(5, keyA)).toMatchObject({ value: 5, replayed: true });
	}
});

test('after the clock went back by a year, no key is kept for longer than a day and a quarter', async () => {
	const stub = freshCounter();
	await storeKeys(stub, sliceSize + 5, Date.now() + 366 * keyLifetime);
	await stub.increment(1);
	await expect
		.poll(() =>
			runInDurableObject(stub, (_, { storage }) =>
				storage.sql
					.exec<{ last: number; keys: number }>(
						'SELECT MAX(expires) AS last, COUNT(*) AS keys FROM idempotency_keys_2',
					)
					.one(),
			),
		)
		.toSatisfy(({ last, keys }) => keys === sliceSize + 6 && last <= Date.now() + keyLifetime);
	const { alarm } = await keysAndAlarm(stub);
	expect(alarm).toBeLessThanOrEqual(Date.now() + keyLifetime * 1.25);
	expect(await stub.increment(1, 'k1' as IdempotencyKey)).toMatchObject({ replayed: true });
});
