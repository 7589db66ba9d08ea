import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import type { LimiterState } from '../../src/core/limits/limiter';
import { rowsWritten } from './counter-storage';
import {
	elapse,
	exceedBudget,
	exceedQuickly,
	freshLimiter,
	minute,
	policy,
} from './limiter-storage';
import { stored } from './stored';

// #region alarm
test('the alarm deletes the row, the strikes and the spent budget', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await exceedBudget(stub)).toEqual({ allowed: false, wait: minute });
});
// #endregion alarm

test('what the alarm deleted stays deleted after eviction', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	await runDurableObjectAlarm(stub);
	await evictDurableObject(stub);
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await exceedBudget(stub)).toEqual({ allowed: false, wait: minute });
});

test('the alarm runs by itself', async () => {
	const stub = freshLimiter();
	const quick = { ...policy, burst: 1, interval: 20, penalty: 20, penaltyMemory: 20 };
	await exceedQuickly(stub, quick);
	await expect.poll(() => stored(stub), { timeout: 20_000 }).toEqual({ rows: [], alarm: null });
});

test('an alarm that runs early sets itself again and deletes nothing', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	const before = await stored(stub);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await stored(stub)).toEqual(before);
	expect(await stub.limit(policy)).toMatchObject({ allowed: false });

	await elapse(stub, minute);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await stored(stub)).toMatchObject({ rows: ['state'], alarm: expect.any(Number) });
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 0 });
	expect(await stub.limit(policy)).toEqual({ allowed: false, wait: 2 * minute });
});

test('a newer refusal stores one row, and the alarm that was set for the older one is set anew', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	const { alarm: first } = await stored(stub);
	await elapse(stub, minute);
	await stub.limit(policy);
	await runInDurableObject(stub, (limiter, { storage }) => {
		const rows = rowsWritten(storage, () =>
			expect(limiter.limit(policy)).toEqual({ allowed: false, wait: 2 * minute }),
		);
		expect(rows).toBe(1);
	});
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	const { alarm: second } = await stored(stub);
	expect(second).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
});

test('an alarm that is missing is set again when the client writes', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	const { alarm } = await stored(stub);
	await runInDurableObject(stub, (_, { storage }) => storage.deleteAlarm());
	await evictDurableObject(stub);
	await stub.peek(policy);
	expect((await stored(stub)).alarm).toBeNull();
	await stub.limit(policy);
	await expect.poll(async () => (await stored(stub)).alarm).toBe(alarm);
});

test.each([60 * minute, -60 * minute])(
	'a clock that jumps by %d ms keeps no client waiting for longer than the longest wait, across evictions',
	async (step) => {
		const stub = freshLimiter();
		await exceedBudget(stub);
		const now = Date.now() + step;
		vi.setSystemTime(now);
		try {
			await evictDurableObject(stub);
			const answer = await stub.limit(policy);
			const wait = answer.allowed ? 0 : answer.wait;
			expect(wait).toBeLessThanOrEqual(policy.penaltyCap);
			await evictDurableObject(stub);
			vi.setSystemTime(now + wait + policy.interval);
			expect(await stub.limit(policy)).toMatchObject({ allowed: true });
			const row = await runInDurableObject(stub, (_, { storage }) =>
				storage.kv.get<LimiterState>('state'),
			);
			// After a jump forward the row is that of the penalty before it.
			const longest = policy.penaltyCap + policy.penaltyMemory;
			expect((row?.penalty?.forgetAt ?? 0) - now).toBeLessThanOrEqual(longest);
		} finally {
			vi.useRealTimers();
		}
	},
);

test('a late alarm gives back no writes that were admitted after the penalty expired', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 2 });
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 1 });
});

test('a refusal while the alarm deletes is stored', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	await runInDurableObject(stub, async (limiter) => {
		const deleted = limiter.alarm();
		for (let write = 0; write <= policy.burst; write++) limiter.limit(policy);
		await deleted;
	});
	await evictDurableObject(stub);
	expect(await stored(stub)).toEqual({ rows: ['state'], alarm: expect.any(Number) });
	expect(await stub.limit(policy)).toMatchObject({ allowed: false });
});
