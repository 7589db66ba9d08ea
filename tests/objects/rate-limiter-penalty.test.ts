import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { RateLimiter } from '../../src/durable-objects/rate-limiter';
import {
	elapse,
	exceedBudget,
	exceedQuickly,
	freshLimiter,
	minute,
	policy,
} from './limiter-storage';
import { stored } from './stored';

test('a refused client is admitted after the wait in its answer', async () => {
	const stub = freshLimiter();
	const quick = { ...policy, burst: 1, interval: 20, penalty: 20 };
	const wait = await exceedQuickly(stub, quick);
	await scheduler.wait(2 * wait);
	expect(await stub.limit(quick)).toMatchObject({ allowed: true });
});

test('a refused client stores one row and an alarm', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	expect(await stored(stub)).toEqual({ rows: ['state'], alarm: expect.any(Number) });
});

test('a write during the wait is refused, stores nothing and does not lengthen the wait', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await runInDurableObject(stub, async (limiter, { storage }) => {
		const record = storage.kv.get('state');
		const alarm = await storage.getAlarm();
		const total = 'SELECT total_changes() AS rows';
		const rows = storage.sql.exec(total).one();
		for (let write = 0; write < 10; write++) {
			expect(limiter.limit(policy)).toMatchObject({ allowed: false });
		}
		expect(storage.sql.exec(total).one()).toEqual(rows);
		expect(storage.kv.get('state')).toEqual(record);
		expect(await storage.getAlarm()).toBe(alarm);
	});
	await elapse(stub, minute);
	expect(await stub.limit(policy)).toMatchObject({ allowed: true });
});

test('each refusal after a wait doubles the wait, up to the cap', async () => {
	const stub = freshLimiter();
	const single = { ...policy, burst: 1 };
	for (const minutes of [1, 2, 4, 8, 8]) {
		expect(await stub.limit(single)).toMatchObject({ allowed: true });
		expect(await stub.limit(single)).toEqual({ allowed: false, wait: minutes * minute });
		await elapse(stub, minutes * minute);
	}
});

test('a penalty survives eviction', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await evictDurableObject(stub);
	expect(await stub.limit(policy)).toMatchObject({ allowed: false });
	expect(await stored(stub)).toEqual({ rows: ['state'], alarm: expect.any(Number) });
});

test('a penalty and its strikes survive an abort', async () => {
	const { id } = freshLimiter();
	const limiter = (): DurableObjectStub<RateLimiter> => env.RATE_LIMITER.get(id);
	const single = { ...policy, burst: 1 };
	for (const minutes of [1, 2, 4]) {
		expect(await limiter().limit(single)).toMatchObject({ allowed: true });
		expect(await limiter().limit(single)).toEqual({ allowed: false, wait: minutes * minute });
		await abortAllDurableObjects();
		expect(await limiter().limit(single)).toMatchObject({ allowed: false });
		expect(await stored(limiter())).toEqual({ rows: ['state'], alarm: expect.any(Number) });
		await elapse(limiter(), minutes * minute);
	}
});

test('an expired penalty does not count, even before the alarm', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	expect(await exceedBudget(stub)).toEqual({ allowed: false, wait: minute });
});
