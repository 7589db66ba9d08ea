import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { stateKey } from '../../src/core/http/state-key';
import type { Counter } from '../../src/durable-objects/counter';
import { freshPrivateCounter } from './counter-storage';
import { change, expectedAnswer, expectedWrite, isOwner, type Model, reset } from './owned-model';
import { anyStep, anyWrite, type Step } from './owned-steps';

/** In milliseconds. */
const day = 86_400_000;

/** What a year without a write does, or one of the calls that bring no token. */
async function callWithoutToken(
	step: Extract<Step, string>,
	stub: DurableObjectStub<Counter>,
	model: Model,
): Promise<void> {
	const isOwned = model.owner !== undefined;
	if (step === 'evict') {
		await stub.getCounterValue();
		await evictDurableObject(stub);
	} else if (step === 'abort') await abortAllDurableObjects();
	else if (step === 'let a year go by') {
		vi.setSystemTime(Date.now() + 366 * day);
		await runDurableObjectAlarm(stub);
		if (!isOwned) reset(model);
	} else if (step === 'increment') {
		const sent = { operation: 'increment', amount: 1 } as const;
		expect(await stub.increment(1)).toMatchObject(expectedWrite(model, sent));
	} else if (step === 'overwrite') {
		await stub.overwrite(3);
		if (!isOwned) change(model, 3);
	} else if (step === 'remove') {
		await stub.remove();
		if (!isOwned) reset(model);
	} else if (step === 'visit') {
		const key = crypto.randomUUID() as never;
		const answer = await stub.visit({ key, until: Date.now() + day, isTrusted: true });
		if ('counted' in answer) change(model, answer.value);
		// A visit is no power over the value, but where only the owner writes it needs a page of theirs.
		expect('counted' in answer && model.owner?.settings.writes === 'owner').toBe(false);
	} else if (step === 'absorb') {
		const value = model.value + 4;
		await stub.absorb(crypto.randomUUID(), 1, 4);
		if (!isOwned && Number.isSafeInteger(value)) change(model, value);
	} else {
		await stub.absorbFlush({ shard: crypto.randomUUID(), flush: 1, change: 4, epoch: 1 });
	}
}

afterEach(() => {
	vi.useRealTimers();
});

test('no history of calls without the token changes anything that is the owner’s', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), async (steps) => {
			const { id } = freshPrivateCounter();
			const model: Model = { value: 0, version: 0, owner: undefined };
			const states = new Map<string, string>();
			let epoch = 0;

			for (const step of steps) {
				// A frozen clock cannot tell one epoch from the next after an eviction.
				vi.setSystemTime(Date.now() + 1);
				const stub = env.COUNTER.get(id);
				if (typeof step === 'string') await callWithoutToken(step, stub, model);
				else if ('write' in step) {
					expect(await stub.write(step.write)).toMatchObject(expectedWrite(model, step.write));
				} else if ('command' in step) {
					const { command, tokenHash } = step;
					const expected = expectedAnswer(model, command, tokenHash);
					expect(await stub.manage(tokenHash, command)).toMatchObject(expected);
				} else {
					const { tokenHash, value, settings } = step.create;
					const isTaken = model.version > 0 && !isOwner(model, tokenHash);
					if (model.version === 0) {
						model.owner = { tokenHash, settings };
						change(model, value);
					}
					expect(await stub.create(step.create)).toMatchObject(
						isTaken ? { refused: 'name-taken' } : { value: model.value, version: model.version },
					);
				}

				const state = await env.COUNTER.get(id).getCounterValue();
				const { value, version, owner } = model;
				const owned = owner && { owned: owner.settings };
				const begun = version > 0 && { epoch: expect.any(Number) };
				expect(state).toEqual({ value, version, ...begun, ...owned });
				// Of a state that was, neither the key nor the epoch ever comes back.
				expect(state.epoch ?? epoch).toBeGreaterThanOrEqual(epoch);
				epoch = state.epoch ?? epoch;
				const text = JSON.stringify(state);
				expect(states.get(stateKey(state)) ?? text).toBe(text);
				states.set(stateKey(state), text);
			}
			vi.useRealTimers();
		}),
		{ numRuns: 200 },
	);
});

test('a counter whose settings are the defaults is written by everybody as one without an owner', async () => {
	const [owned, plain] = [freshPrivateCounter(), freshPrivateCounter()];
	await owned.create({ tokenHash: 'a'.repeat(64), value: 0, settings: defaultSettings });
	await plain.overwrite(0);
	await fc.assert(
		fc.asyncProperty(anyWrite, async (write) => {
			const [one, other] = [await owned.write(write), await plain.write(write)];
			if ('refused' in one) expect(one).toEqual(other);
			else expect(other).toMatchObject({ value: one.value, version: one.version });
		}),
	);
});
