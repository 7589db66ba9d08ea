import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import {
	elapse,
	exceedBudget,
	exceedQuickly,
	freshLimiter,
	minute,
	policy,
	stored,
} from './limiter-storage';

test('the alarm deletes the row, the strikes and the spent budget', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await exceedBudget(stub)).toEqual({ allowed: false, wait: minute });
});

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

test('a newer refusal postpones the alarm', async () => {
	const stub = freshLimiter();
	await exceedBudget(stub);
	const { alarm: first } = await stored(stub);
	await elapse(stub, minute);
	await stub.limit(policy);
	expect(await stub.limit(policy)).toEqual({ allowed: false, wait: 2 * minute });
	const { alarm: second } = await stored(stub);
	expect(second).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
});

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
