import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

const policy = {
	burst: 2,
	interval: 3_600_000,
	penalty: 500,
	penaltyCap: 30_000,
	penaltyMemory: 60_000,
};

test('peek spends no budget and stores nothing', async () => {
	const limiter = env.RATE_LIMITER.get(env.RATE_LIMITER.newUniqueId());
	for (let i = 0; i < 5; i++) {
		expect(await limiter.peek(policy)).toEqual({ remaining: 2, wait: 0, penalty: 0 });
	}
	await runInDurableObject(limiter, async (_, { storage }) => {
		expect(storage.kv.get('state')).toBeUndefined();
		expect(await storage.getAlarm()).toBeNull();
	});
});

test('peek returns the budget and the penalty after the writes so far', async () => {
	const limiter = env.RATE_LIMITER.get(env.RATE_LIMITER.newUniqueId());
	await limiter.limit(policy);
	expect(await limiter.peek(policy)).toMatchObject({ remaining: 1, wait: 0 });
	await limiter.limit(policy);
	await limiter.limit(policy);
	const { remaining, wait, penalty } = await limiter.peek(policy);
	expect([remaining, penalty]).toEqual([0, 500]);
	expect(wait).toBeGreaterThan(0);
});
