import {
	abortAllDurableObjects,
	evictAllDurableObjects,
	runDurableObjectAlarm,
	runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { IdempotencyKey } from '../../src/core/contract/idempotency';
import type { CounterChange, CounterState } from '../../src/durable-objects/counter-content';
import {
	expireAt,
	freshCounter,
	hourCount,
	keyA,
	keyB,
	keyC,
	keysAndAlarm,
	wakeWith,
} from './counter-storage';

type Write = {
	readonly operation: 'increment' | 'decrement';
	readonly amount: number;
	readonly key: IdempotencyKey | undefined;
};

/** A plain counter: its state, and the first answer of each key that has not expired. */
interface Model {
	state: CounterState;
	readonly answers: Map<IdempotencyKey, { readonly write: Write; readonly state: CounterState }>;
}

function expectedChange(model: Model, write: Write): CounterChange {
	const first = write.key === undefined ? undefined : model.answers.get(write.key);
	if (first) {
		const same = first.write.operation === write.operation && first.write.amount === write.amount;
		return same ? { ...first.state, replayed: true } : { refused: 'key-reused' };
	}
	const sign = write.operation === 'increment' ? 1n : -1n;
	const exact = BigInt(model.state.value) + sign * BigInt(write.amount);
	if (exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < BigInt(Number.MIN_SAFE_INTEGER)) {
		return { refused: 'out-of-range' };
	}
	model.state = { value: Number(exact), version: model.state.version + 1 };
	if (write.key !== undefined) model.answers.set(write.key, { write, state: model.state });
	return { ...model.state, replayed: false };
}

const anyWrite: fc.Arbitrary<Write> = fc.record({
	operation: fc.constantFrom('increment', 'decrement'),
	amount: fc.constantFrom(1, 2, 1000),
	key: fc.constantFrom(undefined, keyA, keyB, keyC),
});

const anyStep = fc.oneof(
	{ weight: 12, arbitrary: anyWrite },
	{ weight: 2, arbitrary: fc.constantFrom('evict', 'abort') },
	{ weight: 1, arbitrary: fc.constantFrom('expire the keys', 'run the alarm') },
	{ weight: 1, arbitrary: fc.constantFrom('set the clock forward', 'set the clock back') },
);

/** In milliseconds. */
const hour = 3_600_000;

const anyStart = fc.constantFrom(0, Number.MAX_SAFE_INTEGER - 3, Number.MIN_SAFE_INTEGER + 3);

afterEach(() => {
	vi.useRealTimers();
});

test('random writes, evictions, aborts, expiries and clock jumps match a plain counter', async () => {
	await fc.assert(
		fc.asyncProperty(anyStart, fc.array(anyStep, { maxLength: 40 }), async (value, steps) => {
			const { id } = freshCounter();
			const model: Model = { state: { value, version: 0 }, answers: new Map() };
			await wakeWith(env.COUNTER.get(id), model.state);

			for (const step of steps) {
				const stub = env.COUNTER.get(id);
				if (step === 'evict') await evictAllDurableObjects();
				else if (step === 'abort') await abortAllDurableObjects();
				else if (step === 'run the alarm') await runDurableObjectAlarm(stub);
				else if (step === 'set the clock forward') vi.setSystemTime(Date.now() + hour);
				else if (step === 'set the clock back') vi.setSystemTime(Date.now() - hour);
				else if (step === 'expire the keys') {
					// So long ago that they have expired by a clock that was set back, too.
					if (model.answers.size > 0) await expireAt(stub, Date.now() - 100 * hour);
					model.answers.clear();
				} else {
					const answer = await stub[step.operation](step.amount, step.key);
					expect(answer).toMatchObject(expectedChange(model, step));
				}
				expect(await env.COUNTER.get(id).getCounterValue()).toMatchObject(model.state);
			}

			vi.useRealTimers();
			const { keys, alarm } = await keysAndAlarm(env.COUNTER.get(id));
			expect(keys).toBeGreaterThanOrEqual(model.answers.size);
			const hours = await runInDurableObject(env.COUNTER.get(id), (_, { storage }) =>
				hourCount(storage),
			);
			expect(alarm !== null).toBe(keys > 0 || hours > 0);
		}),
		{ numRuns: 100 },
	);
});
