import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { type CounterSettings, defaultSettings } from '../../src/core/contract/counter-settings';
import { stateKey } from '../../src/core/http/state-key';
import type { Counter } from '../../src/durable-objects/counter';
import type { OwnerCommand } from '../../src/durable-objects/owner';
import type { SentWrite } from '../../src/durable-objects/sent-write';
import { freshPrivateCounter } from './counter-storage';

/** In milliseconds. */
const day = 86_400_000;

const hashes = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
const origins = ['https://a.example', 'https://b.example'];

/** Records that can be sent to an object, which those without a prototype cannot. */
function record<T>(fields: { [Field in keyof T]: fc.Arbitrary<T[Field]> }): fc.Arbitrary<T> {
	return fc.record<T>(fields, { noNullPrototype: true });
}

/** A counter with an owner, as plain as can be. */
interface Model {
	value: number;
	version: number;
	owner: { readonly tokenHash: string; readonly settings: CounterSettings } | undefined;
}

const anyHash = fc.option(fc.constantFrom(...hashes), { nil: undefined });
const anyValue = fc.constantFrom(0, 7, -120, Number.MAX_SAFE_INTEGER);
const anySettings: fc.Arbitrary<CounterSettings> = record({
	writes: fc.constantFrom('everyone', 'owner'),
	origins: fc.subarray(origins),
	step: fc.constantFrom(1, 5, 1000),
	listed: fc.boolean(),
});
const anyWrite: fc.Arbitrary<SentWrite> = record({
	operation: fc.constantFrom('increment', 'decrement'),
	amount: fc.constantFrom(1, 5, 1000),
	origin: fc.option(fc.constantFrom(...origins), { nil: undefined }),
	tokenHash: anyHash,
});
const anyCommand: fc.Arbitrary<OwnerCommand> = fc.oneof(
	record({ do: fc.constant('read' as const) }),
	record({ do: fc.constant('set' as const), value: anyValue }),
	record({ do: fc.constant('set' as const), value: anyValue, ifMatch: fc.constant('"1"') }),
	record({
		do: fc.constant('change' as const),
		settings: anySettings.chain((settings) =>
			fc
				.subarray(Object.keys(settings) as (keyof CounterSettings)[])
				.map((kept) => Object.fromEntries(kept.map((field) => [field, settings[field]]))),
		),
	}),
	record({
		do: fc.constant('change' as const),
		settings: fc.constant({}),
		newTokenHash: fc.constantFrom(...hashes),
	}),
	record({ do: fc.constant('remove' as const) }),
);

const anyStep = fc.oneof(
	{ weight: 8, arbitrary: record({ write: anyWrite }) },
	{ weight: 6, arbitrary: record({ command: anyCommand, tokenHash: anyHash }) },
	{
		weight: 3,
		arbitrary: record({
			create: record({
				tokenHash: fc.constantFrom(...hashes),
				value: anyValue,
				settings: anySettings,
			}),
		}),
	},
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'increment',
			'overwrite',
			'remove',
			'absorb',
			'absorb late',
			'visit',
		),
	},
	{ weight: 3, arbitrary: fc.constantFrom('evict', 'abort', 'let a year go by') },
);

type Step = typeof anyStep extends fc.Arbitrary<infer Generated> ? Generated : never;

function isOwner({ owner }: Model, tokenHash: string | undefined): boolean {
	return owner !== undefined && owner.tokenHash === tokenHash;
}

function reset(model: Model): void {
	Object.assign(model, { value: 0, version: 0, owner: undefined });
}

function change(model: Model, value: number): void {
	model.value = value;
	model.version += 1;
}

/** Applies a write to the model; returns what the answer must have. */
function expectedWrite(model: Model, { operation, amount, origin, tokenHash }: SentWrite): object {
	const settings = model.owner?.settings;
	if (origin !== undefined && !settings?.origins.includes(origin)) return { refused: 'cross-site' };
	if (settings?.writes === 'owner' && !isOwner(model, tokenHash)) {
		return { refused: tokenHash === undefined ? 'unauthorized' : 'forbidden' };
	}
	if (settings && amount > settings.step) {
		return { refused: 'invalid-amount', step: settings.step };
	}
	const value = model.value + (operation === 'increment' ? amount : -amount);
	if (!Number.isSafeInteger(value)) return { refused: 'out-of-range' };
	change(model, value);
	return { value, version: model.version, replayed: false };
}

/** Applies a command to the model; returns what the answer must have. */
function expectedAnswer(
	model: Model,
	command: OwnerCommand,
	tokenHash: string | undefined,
): object {
	const { owner } = model;
	if (!owner) return { refused: 'forbidden' };
	if (!isOwner(model, tokenHash)) {
		return { refused: tokenHash === undefined ? 'unauthorized' : 'forbidden' };
	}
	const before = { value: model.value, version: model.version, settings: owner.settings };
	if (command.do === 'read') return before;
	if (command.do === 'remove') {
		reset(model);
		return before;
	}
	if (command.do === 'set') {
		if (command.ifMatch !== undefined) return { refused: 'precondition-failed' };
		change(model, command.value);
	} else {
		const settings = { ...owner.settings, ...command.settings };
		model.owner = { settings, tokenHash: command.newTokenHash ?? owner.tokenHash };
		model.version += 1;
	}
	return { value: model.value, version: model.version, settings: model.owner?.settings };
}

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
