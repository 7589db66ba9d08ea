import { runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import type { LimiterState } from '../../src/core/limits/limiter';
import { elapse, exceedBudget, freshLimiter, minute, policy } from './limiter-storage';

test('a burst is admitted and the next write is refused', async () => {
	const stub = freshLimiter();
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 2 });
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 1 });
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 0 });
	expect(await stub.limit(policy)).toEqual({ allowed: false, wait: minute });
});

test('of 50 concurrent writes exactly a burst is admitted', async () => {
	const stub = freshLimiter();
	const decisions = await Promise.all(Array.from({ length: 50 }, () => stub.limit(policy)));
	expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(policy.burst);
});

test.each([0, 1, 2, 3])(
	'after %d intervals as many writes are admitted again',
	async (intervals) => {
		const stub = freshLimiter();
		await runInDurableObject(stub, (_, { storage }) => {
			const spent = { arrival: Date.now() + policy.burst * policy.interval };
			storage.kv.put<LimiterState>('state', spent);
		});
		await elapse(stub, (intervals + 0.5) * policy.interval);
		for (let remaining = intervals - 1; remaining >= 0; remaining--) {
			expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining });
		}
		expect(await stub.limit(policy)).toMatchObject({ allowed: false });
	},
);

test('a client that waits for its budget is always admitted', async () => {
	const stub = freshLimiter();
	const quick = { ...policy, burst: 1, interval: 20 };
	for (let write = 0; write < 3; write++) {
		const decision = await stub.limit(quick);
		expect(decision).toMatchObject({ allowed: true });
		await scheduler.wait(2 * quick.interval);
	}
});

test('a client that was never refused stores no row and no alarm', async () => {
	const stub = freshLimiter();
	for (let write = 0; write < policy.burst; write++) await stub.limit(policy);
	await runInDurableObject(stub, async (_, { storage }) => {
		expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([]);
		expect([...storage.kv.list()]).toEqual([]);
		expect(await storage.getAlarm()).toBeNull();
	});
});

test('two clients do not share a budget or a penalty', async () => {
	const [one, other] = [freshLimiter(), freshLimiter()];
	await exceedBudget(one);
	expect(await exceedBudget(other)).toEqual({ allowed: false, wait: minute });
	expect(await one.limit(policy)).toMatchObject({ allowed: false });
});
