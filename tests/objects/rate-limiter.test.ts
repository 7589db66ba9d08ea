import {
	abortAllDurableObjects,
	evictDurableObject,
	runDurableObjectAlarm,
	runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { LimitDecision, LimiterPolicy, LimiterState } from '../../src/core/limits/limiter';
import type { RateLimiter } from '../../src/durable-objects/rate-limiter';

const minute = 60_000;

/** So slow that no test outlasts any part of it. */
const policy: LimiterPolicy = {
	burst: 3,
	interval: minute,
	penalty: minute,
	penaltyCap: 8 * minute,
	penaltyMemory: 10 * minute,
};

function freshLimiter(): DurableObjectStub<RateLimiter> {
	return env.RATE_LIMITER.get(env.RATE_LIMITER.newUniqueId());
}

/** Writes once more than the burst; returns the refusal that ends it. */
async function outrun(stub: DurableObjectStub<RateLimiter>): Promise<LimitDecision> {
	for (let write = 0; write < policy.burst; write++) {
		expect(await stub.limit(policy)).toMatchObject({ allowed: true });
	}
	return stub.limit(policy);
}

/** Writes until it is refused, however slow the machine; returns how long to wait, in milliseconds. */
function outrunQuickly(
	stub: DurableObjectStub<RateLimiter>,
	quick: LimiterPolicy,
): Promise<number> {
	return runInDurableObject(stub, (limiter) => {
		for (let write = 0; write < 10_000; write++) {
			const decision = limiter.limit(quick);
			if (!decision.allowed) return decision.wait;
		}
		throw new Error('nothing was refused');
	});
}

/** Moves a stored record into the past, as if so many milliseconds had gone by since. */
async function elapse(stub: DurableObjectStub<RateLimiter>, milliseconds: number): Promise<void> {
	await runInDurableObject(stub, (_, { storage }) => {
		const state = storage.kv.get<LimiterState>('state');
		if (!state) throw new Error('nothing is stored that could grow older');
		const { arrival, penalty } = state;
		storage.kv.put<LimiterState>('state', {
			arrival: arrival - milliseconds,
			penalty: penalty && {
				strikes: penalty.strikes,
				until: penalty.until - milliseconds,
				forgetAt: penalty.forgetAt - milliseconds,
			},
		});
	});
	await evictDurableObject(stub);
}

/** What a limiter has in storage, and the time of its alarm in epoch milliseconds. */
function stored(
	stub: DurableObjectStub<RateLimiter>,
): Promise<{ readonly rows: readonly string[]; readonly alarm: number | null }> {
	return runInDurableObject(stub, async (_, { storage }) => ({
		rows: [...storage.kv.list()].map(([key]) => key),
		alarm: await storage.getAlarm(),
	}));
}

test('a burst is admitted and the write after it refused', async () => {
	const stub = freshLimiter();
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 2 });
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 1 });
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 0 });
	expect(await stub.limit(policy)).toEqual({ allowed: false, wait: minute });
});

test('of many concurrent writes exactly a burst is admitted', async () => {
	const stub = freshLimiter();
	const decisions = await Promise.all(Array.from({ length: 50 }, () => stub.limit(policy)));
	expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(policy.burst);
});

test.each([0, 1, 2, 3])('%d times the interval earns as many writes back', async (intervals) => {
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
});

test('a client that waits for its budget is admitted', async () => {
	const stub = freshLimiter();
	const quick = { ...policy, burst: 1, interval: 20 };
	for (let write = 0; write < 3; write++) {
		const decision = await stub.limit(quick);
		expect(decision).toMatchObject({ allowed: true });
		await scheduler.wait(2 * quick.interval);
	}
});

test('a refused client that waits as long as it was told is admitted', async () => {
	const stub = freshLimiter();
	const quick = { ...policy, burst: 1, interval: 20, penalty: 20 };
	const wait = await outrunQuickly(stub, quick);
	await scheduler.wait(2 * wait);
	expect(await stub.limit(quick)).toMatchObject({ allowed: true });
});

test('an honest client stores no row and no alarm', async () => {
	const stub = freshLimiter();
	for (let write = 0; write < policy.burst; write++) await stub.limit(policy);
	await runInDurableObject(stub, async (_, { storage }) => {
		expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([]);
		expect([...storage.kv.list()]).toEqual([]);
		expect(await storage.getAlarm()).toBeNull();
	});
});

test('a refused client stores one row and an alarm', async () => {
	const stub = freshLimiter();
	await outrun(stub);
	expect(await stored(stub)).toEqual({ rows: ['state'], alarm: expect.any(Number) });
});

test('a write during the wait is refused, stores nothing and lengthens nothing', async () => {
	const stub = freshLimiter();
	await outrun(stub);
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

test('each refusal after a wait doubles the next, up to the cap', async () => {
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
	await outrun(stub);
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

test('the alarm forgets everything: rows, strikes and the spent budget', async () => {
	const stub = freshLimiter();
	await outrun(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await outrun(stub)).toEqual({ allowed: false, wait: minute });
});

test('what the alarm forgot stays forgotten after eviction', async () => {
	const stub = freshLimiter();
	await outrun(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	await runDurableObjectAlarm(stub);
	await evictDurableObject(stub);
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await outrun(stub)).toEqual({ allowed: false, wait: minute });
});

test('the alarm comes by itself', async () => {
	const stub = freshLimiter();
	const quick = { ...policy, burst: 1, interval: 20, penalty: 20, penaltyMemory: 20 };
	await outrunQuickly(stub, quick);
	await expect.poll(() => stored(stub), { timeout: 4000 }).toEqual({ rows: [], alarm: null });
});

test('an alarm that comes early sets itself again and forgets nothing', async () => {
	const stub = freshLimiter();
	await outrun(stub);
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

test('a newer refusal puts the alarm off', async () => {
	const stub = freshLimiter();
	await outrun(stub);
	const { alarm: first } = await stored(stub);
	await elapse(stub, minute);
	await stub.limit(policy);
	expect(await stub.limit(policy)).toEqual({ allowed: false, wait: 2 * minute });
	const { alarm: second } = await stored(stub);
	expect(second).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
});

test('a penalty whose memory is over does not count, the alarm or not', async () => {
	const stub = freshLimiter();
	await outrun(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	expect(await outrun(stub)).toEqual({ allowed: false, wait: minute });
});

test('a late alarm gives back nothing that was spent since', async () => {
	const stub = freshLimiter();
	await outrun(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 2 });
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await stub.limit(policy)).toMatchObject({ allowed: true, remaining: 1 });
});

test('a refusal that comes while the alarm forgets is kept', async () => {
	const stub = freshLimiter();
	await outrun(stub);
	await elapse(stub, minute + policy.penaltyMemory);
	await runInDurableObject(stub, async (limiter) => {
		const forgotten = limiter.alarm();
		for (let write = 0; write <= policy.burst; write++) limiter.limit(policy);
		await forgotten;
	});
	await evictDurableObject(stub);
	expect(await stored(stub)).toEqual({ rows: ['state'], alarm: expect.any(Number) });
	expect(await stub.limit(policy)).toMatchObject({ allowed: false });
});

test('two clients do not share a budget or a penalty', async () => {
	const [one, other] = [freshLimiter(), freshLimiter()];
	await outrun(one);
	expect(await outrun(other)).toEqual({ allowed: false, wait: minute });
	expect(await one.limit(policy)).toMatchObject({ allowed: false });
});
