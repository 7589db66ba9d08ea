import {
	abortAllDurableObjects,
	evictAllDurableObjects,
	evictDurableObject,
	runDurableObjectAlarm,
	runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IdempotencyKey, keyLifetime } from '../../src/core/contract/idempotency';
import type { Counter, CounterChange, CounterState } from '../../src/durable-objects/counter';

const keyA = 'a' as IdempotencyKey;
const keyB = 'b' as IdempotencyKey;
const keyC = 'c' as IdempotencyKey;

function freshCounter(): DurableObjectStub<Counter> {
	return env.COUNTER.get(env.COUNTER.newUniqueId());
}

/** Takes a counter's place in storage, so that it wakes with this state. */
async function wakeWith(stub: DurableObjectStub<Counter>, state: CounterState): Promise<void> {
	await runInDurableObject(stub, (_, { storage }) => storage.kv.put('state', state));
	await evictDurableObject(stub);
}

/** The rows that the database has written, the runtime's own included, while `run` ran. */
function rowsWritten({ sql }: DurableObjectStorage, run: () => unknown): number {
	const total = 'SELECT total_changes() AS rows';
	const before = sql.exec<{ rows: number }>(total).one().rows;
	run();
	return sql.exec<{ rows: number }>(total).one().rows - before;
}

function tableNames({ sql }: DurableObjectStorage): readonly string[] {
	return sql
		.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
		.toArray()
		.map(({ name }) => name);
}

function keyCount(storage: DurableObjectStorage): number {
	if (!tableNames(storage).includes('idempotency_keys')) return 0;
	return storage.sql.exec<{ rows: number }>('SELECT COUNT(*) AS rows FROM idempotency_keys').one()
		.rows;
}

/** The keys in storage, and the time of the alarm in epoch milliseconds. */
function keysAndAlarm(
	stub: DurableObjectStub<Counter>,
): Promise<{ readonly keys: number; readonly alarm: number | null }> {
	return runInDurableObject(stub, async (_, { storage }) => ({
		keys: keyCount(storage),
		alarm: await storage.getAlarm(),
	}));
}

/** Moves the end of a key's day, or of every key's, to an epoch time in milliseconds. */
async function expireAt(
	stub: DurableObjectStub<Counter>,
	expires: number,
	key?: IdempotencyKey,
): Promise<void> {
	await runInDurableObject(stub, (_, { storage }) => {
		storage.sql.exec(
			'UPDATE idempotency_keys SET expires = ? WHERE key = coalesce(?, key)',
			expires,
			key ?? null,
		);
	});
}

test('a counter nobody wrote to is 0', async () => {
	expect(await freshCounter().getCounterValue()).toEqual({ value: 0, version: 0 });
});

test('a read of a new counter stores nothing', async () => {
	const stub = freshCounter();
	await stub.getCounterValue();
	await runInDurableObject(stub, async (_, { storage }) => {
		expect(tableNames(storage)).toEqual([]);
		expect([...storage.kv.list()]).toEqual([]);
		expect(await storage.getAlarm()).toBeNull();
	});
});

test('a read of a used counter writes no row', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await evictDurableObject(stub);
	await runInDurableObject(stub, (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.getCounterValue())).toBe(0);
	});
});

test('an increment without an amount adds 1', async () => {
	const stub = freshCounter();
	expect(await stub.increment()).toEqual({ value: 1, version: 1, replayed: false });
	expect(await stub.getCounterValue()).toEqual({ value: 1, version: 1 });
});

test('a decrement without an amount subtracts 1, also below 0', async () => {
	const stub = freshCounter();
	expect(await stub.decrement()).toEqual({ value: -1, version: 1, replayed: false });
	expect(await stub.getCounterValue()).toEqual({ value: -1, version: 1 });
});

test('increments and decrements change the value by their amounts', async () => {
	const stub = freshCounter();
	expect(await stub.increment(1000)).toMatchObject({ value: 1000 });
	expect(await stub.decrement(7)).toMatchObject({ value: 993 });
	expect(await stub.decrement(1000)).toMatchObject({ value: -7 });
	expect(await stub.increment(7)).toMatchObject({ value: 0 });
	expect(await stub.getCounterValue()).toEqual({ value: 0, version: 4 });
});

test('two counters share nothing', async () => {
	const [one, other] = [freshCounter(), freshCounter()];
	await one.increment(5, keyA);
	expect(await other.getCounterValue()).toEqual({ value: 0, version: 0 });
	expect(await other.increment(3, keyA)).toEqual({ value: 3, version: 1, replayed: false });
});

// #region eviction
test('value and version survive eviction', async () => {
	const stub = freshCounter();
	await stub.increment(5);
	await stub.decrement(7);
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toEqual({ value: -2, version: 2 });
});
// #endregion eviction

test('value and version survive an abort', async () => {
	const stub = freshCounter();
	await stub.increment(5);
	await stub.increment(2, keyA);
	await abortAllDurableObjects();
	expect(await env.COUNTER.get(stub.id).getCounterValue()).toEqual({ value: 7, version: 2 });
});

test('an abort under load loses no increment that was confirmed', async () => {
	const stub = freshCounter();
	const writes = Array.from({ length: 50 }, () => stub.increment());
	const answers = Promise.allSettled(writes);
	await writes[9];
	await abortAllDurableObjects();
	const confirmed = (await answers).filter(({ status }) => status === 'fulfilled').length;
	const { value } = await env.COUNTER.get(stub.id).getCounterValue();
	expect(confirmed).toBeGreaterThanOrEqual(10);
	expect(value).toBeGreaterThanOrEqual(confirmed);
	expect(value).toBeLessThanOrEqual(writes.length);
});

// #region concurrent
test('100 concurrent increments give exactly 100', async () => {
	const stub = freshCounter();
	const answers = await Promise.all(Array.from({ length: 100 }, () => stub.increment()));
	expect(await stub.getCounterValue()).toEqual({ value: 100, version: 100 });
	const values = new Set(answers.map((answer) => ('value' in answer ? answer.value : undefined)));
	expect(values).toEqual(new Set(Array.from({ length: 100 }, (_, index) => index + 1)));
});
// #endregion concurrent

test('concurrent increments through different stubs give exactly their sum', async () => {
	const { id } = freshCounter();
	await Promise.all(Array.from({ length: 50 }, () => env.COUNTER.get(id).increment(2)));
	expect(await env.COUNTER.get(id).getCounterValue()).toEqual({ value: 100, version: 50 });
});

test.each([
	{ operation: 'increment', bound: Number.MAX_SAFE_INTEGER },
	{ operation: 'decrement', bound: Number.MIN_SAFE_INTEGER },
] as const)('$operation reaches $bound and does not go past it', async ({ operation, bound }) => {
	const stub = freshCounter();
	await wakeWith(stub, { value: bound - Math.sign(bound) * 3, version: 8 });
	expect(await stub[operation](4)).toEqual({ refused: 'out-of-range' });
	expect(await stub[operation](4, keyA)).toEqual({ refused: 'out-of-range' });
	expect(await stub.getCounterValue()).toEqual({
		value: bound - Math.sign(bound) * 3,
		version: 8,
	});

	expect(await stub[operation](3)).toEqual({ value: bound, version: 9, replayed: false });
	expect(await stub[operation](1)).toEqual({ refused: 'out-of-range' });
	expect(await stub.getCounterValue()).toEqual({ value: bound, version: 9 });
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toEqual({ value: bound, version: 9 });
});

test.each([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
	'a repeat returns %d to the last digit',
	async (bound) => {
		const stub = freshCounter();
		const operation = bound > 0 ? 'increment' : 'decrement';
		await wakeWith(stub, { value: bound - Math.sign(bound), version: 8 });
		await stub[operation](1, keyA);
		await evictDurableObject(stub);
		expect(await stub[operation](1, keyA)).toEqual({ value: bound, version: 9, replayed: true });
	},
);

test('a refused write leaves no key, no alarm and no row', async () => {
	const stub = freshCounter();
	await wakeWith(stub, { value: Number.MAX_SAFE_INTEGER, version: 1 });
	await runInDurableObject(stub, (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment())).toBe(0);
	});
	await stub.increment(1, keyA);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	await stub.decrement(1);
	expect(await stub.increment(1, keyA)).toMatchObject({ replayed: false });
});

test('the version rises by one for each change and for nothing else', async () => {
	const stub = freshCounter();
	expect(await stub.increment(5)).toMatchObject({ version: 1 });
	expect(await stub.decrement(5)).toMatchObject({ version: 2 });
	expect(await stub.increment(1000, keyA)).toMatchObject({ version: 3 });
	expect(await stub.increment(1000, keyA)).toMatchObject({ version: 3, replayed: true });
	expect(await stub.increment(1, keyA)).toEqual({ refused: 'key-reused' });
	expect(await stub.getCounterValue()).toMatchObject({ version: 3 });
	expect(await stub.decrement()).toMatchObject({ version: 4 });
});

test('writes without a key make no table of keys and set no alarm', async () => {
	const stub = freshCounter();
	await stub.increment();
	await stub.decrement(3);
	await runInDurableObject(stub, async (_, { storage }) => {
		expect(tableNames(storage)).not.toContain('idempotency_keys');
		expect(await storage.getAlarm()).toBeNull();
	});
});

// #region rows
test('a write without a key writes one row', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		expect(rowsWritten(storage, () => counter.increment())).toBe(1);
		expect(rowsWritten(storage, () => counter.decrement(3))).toBe(1);
	});
});
// #endregion rows

test('a write with a key writes two rows, and one more for the alarm if it is the first', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		expect(rowsWritten(storage, () => counter.increment(1, keyA))).toBe(3);
		expect(rowsWritten(storage, () => counter.increment(1, keyB))).toBe(2);
		expect(rowsWritten(storage, () => counter.increment(1, keyC))).toBe(2);
	});
});

test('a remembered key is billed as one row', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		counter.increment(1, keyA);
		const { rowsWritten } = storage.sql.exec(
			'INSERT INTO idempotency_keys SELECT ?, write, value, version, expires FROM idempotency_keys',
			keyB,
		);
		expect(rowsWritten).toBe(1);
	});
});

test('a repeat and a misused key write no row', async () => {
	await runInDurableObject(freshCounter(), (counter, { storage }) => {
		counter.increment(1, keyA);
		expect(rowsWritten(storage, () => counter.increment(1, keyA))).toBe(0);
		expect(rowsWritten(storage, () => counter.increment(2, keyA))).toBe(0);
	});
});

test('a repeat of a key returns the first answer and counts nothing', async () => {
	const stub = freshCounter();
	await stub.increment(2);
	expect(await stub.increment(5, keyA)).toEqual({ value: 7, version: 2, replayed: false });
	expect(await stub.increment(5, keyA)).toEqual({ value: 7, version: 2, replayed: true });
	expect(await stub.increment(5, keyA)).toEqual({ value: 7, version: 2, replayed: true });
	expect(await stub.getCounterValue()).toEqual({ value: 7, version: 2 });
});

test('a repeat returns the first answer also after other writes', async () => {
	const stub = freshCounter();
	await stub.decrement(5, keyA);
	await stub.increment(100);
	await stub.increment(1, keyB);
	expect(await stub.decrement(5, keyA)).toEqual({ value: -5, version: 1, replayed: true });
	expect(await stub.getCounterValue()).toEqual({ value: 96, version: 3 });
});

test('a repeat returns the first answer also after eviction and abort', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await stub.increment(1);
	await evictDurableObject(stub);
	expect(await stub.increment(5, keyA)).toEqual({ value: 5, version: 1, replayed: true });
	await abortAllDurableObjects();
	const again = env.COUNTER.get(stub.id);
	expect(await again.increment(5, keyA)).toEqual({ value: 5, version: 1, replayed: true });
	expect(await again.getCounterValue()).toEqual({ value: 6, version: 2 });
});

test('different keys count each', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	expect(await stub.increment(5, keyB)).toEqual({ value: 10, version: 2, replayed: false });
});

test('a key with another amount or operation is refused and changes nothing', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	const before = await keysAndAlarm(stub);
	expect(await stub.increment(6, keyA)).toEqual({ refused: 'key-reused' });
	expect(await stub.decrement(5, keyA)).toEqual({ refused: 'key-reused' });
	await evictDurableObject(stub);
	expect(await stub.increment(6, keyA)).toEqual({ refused: 'key-reused' });

	expect(await stub.getCounterValue()).toEqual({ value: 5, version: 1 });
	expect(await keysAndAlarm(stub)).toEqual(before);
	expect(await stub.increment(5, keyA)).toEqual({ value: 5, version: 1, replayed: true });
});

// #region same-key
test('concurrent writes with one key count once', async () => {
	const stub = freshCounter();
	const answers = await Promise.all(Array.from({ length: 50 }, () => stub.increment(3, keyA)));
	const firsts = answers.filter((answer) => 'replayed' in answer && !answer.replayed);
	expect(firsts).toEqual([{ value: 3, version: 1, replayed: false }]);
	const repeats = answers.filter((answer) => 'replayed' in answer && answer.replayed);
	expect(repeats).toEqual(Array(49).fill({ value: 3, version: 1, replayed: true }));
	expect(await stub.getCounterValue()).toEqual({ value: 3, version: 1 });
});
// #endregion same-key

test('a key that cannot be stored leaves the count as it was, in memory and on disk', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await runInDurableObject(stub, (counter, { storage }) => {
		storage.sql.exec(
			`CREATE TRIGGER full BEFORE INSERT ON idempotency_keys
			BEGIN SELECT RAISE(ABORT, 'no room for a key'); END`,
		);
		expect(() => counter.increment(2, keyB)).toThrow('no room for a key');
		expect(counter.getCounterValue()).toEqual({ value: 5, version: 1 });
		expect(storage.kv.get('state')).toEqual({ value: 5, version: 1 });
	});
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toEqual({ value: 5, version: 1 });
	expect(await keysAndAlarm(stub)).toMatchObject({ keys: 1 });

	await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec('DROP TRIGGER full'));
	expect(await stub.increment(2, keyB)).toEqual({ value: 7, version: 2, replayed: false });
});

test('a key is remembered for 24 hours', async () => {
	await runInDurableObject(freshCounter(), async (counter, { storage }) => {
		const before = Date.now();
		counter.increment(5, keyA);
		const after = Date.now();
		const { expires } = storage.sql
			.exec<{ expires: number }>('SELECT expires FROM idempotency_keys')
			.one();
		expect(keyLifetime).toBe(24 * 60 * 60 * 1000);
		expect(expires).toBeGreaterThanOrEqual(before + keyLifetime);
		expect(expires).toBeLessThanOrEqual(after + keyLifetime);
		expect(await storage.getAlarm()).toBe(expires);
	});
});

test('a key whose day is over counts again, the alarm or not', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await expireAt(stub, Date.now());
	expect(await stub.increment(5, keyA)).toEqual({ value: 10, version: 2, replayed: false });
	expect(await stub.increment(5, keyA)).toEqual({ value: 10, version: 2, replayed: true });
	await expireAt(stub, Date.now());
	expect(await stub.decrement(1, keyA)).toEqual({ value: 9, version: 3, replayed: false });
	expect(await keysAndAlarm(stub)).toEqual({ keys: 1, alarm: expect.any(Number) });
});

test('the alarm removes only the keys whose day is over', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(2, keyB);
	await stub.increment(3, keyC);
	await expireAt(stub, Date.now(), keyA);
	expect(await runDurableObjectAlarm(stub)).toBe(true);

	expect(await keysAndAlarm(stub)).toMatchObject({ keys: 2 });
	expect(await stub.increment(2, keyB)).toEqual({ value: 3, version: 2, replayed: true });
	expect(await stub.increment(3, keyC)).toEqual({ value: 6, version: 3, replayed: true });
	expect(await stub.increment(1, keyA)).toEqual({ value: 7, version: 4, replayed: false });
});

test('the alarm works on a counter that it wakes', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(2, keyB);
	await expireAt(stub, Date.now(), keyA);
	await evictDurableObject(stub);
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 1, alarm: expect.any(Number) });
	expect(await stub.getCounterValue()).toEqual({ value: 3, version: 2 });
});

test('the alarm sets itself again for the key that is over next', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(1, keyB);
	await stub.increment(1, keyC);
	const next = Date.now() + keyLifetime / 2;
	await expireAt(stub, Date.now(), keyA);
	await expireAt(stub, next, keyC);
	await runDurableObjectAlarm(stub);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 2, alarm: next });
});

test('a newer key does not put the alarm off', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	const alarm = Date.now() + keyLifetime / 2;
	await runInDurableObject(stub, (_, { storage }) => storage.setAlarm(alarm));
	await stub.increment(1, keyB);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 2, alarm });
});

test('the alarm does not come for every key that is over soon', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	const soon = Date.now() + 60_000;
	await expireAt(stub, soon);
	await runDurableObjectAlarm(stub);
	const { keys, alarm } = await keysAndAlarm(stub);
	expect(keys).toBe(1);
	expect(alarm).toBeGreaterThan(soon);
});

test('the alarm that removes the last key sets no other', async () => {
	const stub = freshCounter();
	await stub.increment(1, keyA);
	await stub.increment(1, keyB);
	await expireAt(stub, Date.now());
	expect(await runDurableObjectAlarm(stub)).toBe(true);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	expect(await runDurableObjectAlarm(stub)).toBe(false);
	expect(await stub.getCounterValue()).toEqual({ value: 2, version: 2 });
});

test('an alarm is pending exactly while there are keys', async () => {
	const stub = freshCounter();
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	await stub.increment();
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	await stub.increment(1, keyA);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 1, alarm: expect.any(Number) });
	await abortAllDurableObjects();
	const again = env.COUNTER.get(stub.id);
	await again.increment(1, keyB);
	expect(await keysAndAlarm(again)).toEqual({ keys: 2, alarm: expect.any(Number) });
	await expireAt(again, Date.now());
	await runDurableObjectAlarm(again);
	expect(await keysAndAlarm(again)).toEqual({ keys: 0, alarm: null });
	await again.increment(1, keyA);
	expect(await keysAndAlarm(again)).toEqual({ keys: 1, alarm: expect.any(Number) });
});

type Write = {
	readonly operation: 'increment' | 'decrement';
	readonly amount: number;
	readonly key: IdempotencyKey | undefined;
};

/** What a plain counter would say, with all that it remembers in `model`. */
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
	{ weight: 1, arbitrary: fc.constantFrom('let a day pass', 'run the alarm') },
);

const anyStart = fc.constantFrom(0, Number.MAX_SAFE_INTEGER - 3, Number.MIN_SAFE_INTEGER + 3);

test('any sequence of writes, evictions and days gives what a plain counter gives', async () => {
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
				else if (step === 'let a day pass') {
					if (model.answers.size > 0) await expireAt(stub, Date.now());
					model.answers.clear();
				} else {
					const answer = await stub[step.operation](step.amount, step.key);
					expect(answer).toEqual(expectedChange(model, step));
				}
				expect(await env.COUNTER.get(id).getCounterValue()).toEqual(model.state);
			}

			const { keys, alarm } = await keysAndAlarm(env.COUNTER.get(id));
			expect(keys).toBeGreaterThanOrEqual(model.answers.size);
			expect(alarm !== null).toBe(keys > 0);
		}),
		{ numRuns: 100 },
	);
});
