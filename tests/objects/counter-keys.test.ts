import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { freshCounter, keyA, keyB, keysAndAlarm, wakeWith } from './counter-storage';

test('a repeated key returns the first answer and adds nothing', async () => {
	const stub = freshCounter();
	await stub.increment(2);
	expect(await stub.increment(5, keyA)).toMatchObject({ value: 7, version: 2, replayed: false });
	expect(await stub.increment(5, keyA)).toMatchObject({ value: 7, version: 2, replayed: true });
	expect(await stub.increment(5, keyA)).toMatchObject({ value: 7, version: 2, replayed: true });
	expect(await stub.getCounterValue()).toMatchObject({ value: 7, version: 2 });
});

test('a repeated key returns the first answer after other writes', async () => {
	const stub = freshCounter();
	await stub.decrement(5, keyA);
	await stub.increment(100);
	await stub.increment(1, keyB);
	expect(await stub.decrement(5, keyA)).toMatchObject({ value: -5, version: 1, replayed: true });
	expect(await stub.getCounterValue()).toMatchObject({ value: 96, version: 3 });
});

test('a repeated key returns the first answer after eviction and abort', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await stub.increment(1);
	await evictDurableObject(stub);
	expect(await stub.increment(5, keyA)).toMatchObject({ value: 5, version: 1, replayed: true });
	await abortAllDurableObjects();
	const again = env.COUNTER.get(stub.id);
	expect(await again.increment(5, keyA)).toMatchObject({ value: 5, version: 1, replayed: true });
	expect(await again.getCounterValue()).toMatchObject({ value: 6, version: 2 });
});

test('writes with different keys all count', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	expect(await stub.increment(5, keyB)).toMatchObject({ value: 10, version: 2, replayed: false });
});

test.each([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
	'a repeated key returns %d exactly',
	async (bound) => {
		const stub = freshCounter();
		const operation = bound > 0 ? 'increment' : 'decrement';
		await wakeWith(stub, { value: bound - Math.sign(bound), version: 8 });
		await stub[operation](1, keyA);
		await evictDurableObject(stub);
		expect(await stub[operation](1, keyA)).toMatchObject({
			value: bound,
			version: 9,
			replayed: true,
		});
	},
);

test('a key with another amount or operation is refused and changes nothing', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	const before = await keysAndAlarm(stub);
	expect(await stub.increment(6, keyA)).toEqual({ refused: 'key-reused' });
	expect(await stub.decrement(5, keyA)).toEqual({ refused: 'key-reused' });
	await evictDurableObject(stub);
	expect(await stub.increment(6, keyA)).toEqual({ refused: 'key-reused' });

	expect(await stub.getCounterValue()).toMatchObject({ value: 5, version: 1 });
	expect(await keysAndAlarm(stub)).toEqual(before);
	expect(await stub.increment(5, keyA)).toMatchObject({ value: 5, version: 1, replayed: true });
});

// #region same-key
test('concurrent writes with one key count once', async () => {
	const stub = freshCounter();
	const answers = await Promise.all(Array.from({ length: 50 }, () => stub.increment(3, keyA)));
	const firsts = answers.filter((answer) => 'replayed' in answer && !answer.replayed);
	expect(firsts).toEqual([expect.objectContaining({ value: 3, version: 1 })]);
	const repeats = answers.filter((answer) => 'replayed' in answer && answer.replayed);
	expect(repeats).toEqual(Array(49).fill({ value: 3, version: 1, replayed: true }));
	expect(await stub.getCounterValue()).toMatchObject({ value: 3, version: 1 });
});
// #endregion same-key

test('a key that cannot be stored leaves the count unchanged, in memory and on disk', async () => {
	const stub = freshCounter();
	await stub.increment(5, keyA);
	await runInDurableObject(stub, (counter, { storage }) => {
		storage.sql.exec(
			`CREATE TRIGGER full BEFORE INSERT ON idempotency_keys_2
			BEGIN SELECT RAISE(ABORT, 'no room for a key'); END`,
		);
		expect(() => counter.increment(2, keyB)).toThrow('no room for a key');
		expect(counter.getCounterValue()).toMatchObject({ value: 5, version: 1 });
		expect(storage.kv.get('state')).toMatchObject({ value: 5, version: 1 });
	});
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toMatchObject({ value: 5, version: 1 });
	expect(await keysAndAlarm(stub)).toMatchObject({ keys: 1 });

	await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec('DROP TRIGGER full'));
	expect(await stub.increment(2, keyB)).toMatchObject({ value: 7, version: 2, replayed: false });
});
