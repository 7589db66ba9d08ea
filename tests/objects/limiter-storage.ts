import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { LimitDecision, LimiterPolicy, LimiterState } from '../../src/core/limits/limiter';
import type { RateLimiter } from '../../src/durable-objects/rate-limiter';

/** In milliseconds. */
export const minute = 60_000;

/** Every time in it is longer than a test runs. */
export const policy: LimiterPolicy = {
	burst: 3,
	interval: minute,
	penalty: minute,
	penaltyCap: 8 * minute,
	penaltyMemory: 10 * minute,
};

export function freshLimiter(): DurableObjectStub<RateLimiter> {
	return env.RATE_LIMITER.get(env.RATE_LIMITER.newUniqueId());
}

/** Writes once more than the burst, and returns the decision on the last write. */
export async function exceedBudget(stub: DurableObjectStub<RateLimiter>): Promise<LimitDecision> {
	for (let write = 0; write < policy.burst; write++) {
		expect(await stub.limit(policy)).toMatchObject({ allowed: true });
	}
	return stub.limit(policy);
}

/**
 * Writes until a write is refused, and returns its wait in milliseconds. It is one call, so that a
 * slow machine cannot space the writes out.
 */
export function exceedQuickly(
	stub: DurableObjectStub<RateLimiter>,
	quick: LimiterPolicy,
): Promise<number> {
	return runInDurableObject(stub, (limiter) => {
		for (let write = 0; write < 10_000; write++) {
			const decision = limiter.limit(quick);
			if (!decision.allowed) return decision.wait;
		}
		throw new Error('no write was refused');
	});
}

/** Moves the stored state into the past by a number of milliseconds. */
export async function elapse(
	stub: DurableObjectStub<RateLimiter>,
	milliseconds: number,
): Promise<void> {
	await runInDurableObject(stub, (_, { storage }) => {
		const state = storage.kv.get<LimiterState>('state');
		if (!state) throw new Error('no state is stored');
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
