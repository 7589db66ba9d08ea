import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import {
	clientTag,
	keyPeriod,
	keyQuota,
	type KeyUse,
	periodOf,
} from '../../src/core/limits/key-quota';
import type { CounterRow } from '../../src/durable-objects/counter-row';
import { freshCounter, keyA, keyB, keyC, keysAndAlarm } from './counter-storage';

/** Makes a counter that has one key, and has taken keys as `use` says in this period. */
async function counterWith(use: Omit<KeyUse, 'period'>) {
	const stub = freshCounter();
	await stub.increment(1, keyA, 'client');
	await runInDurableObject(stub, (_, { storage }) => {
		const row = storage.kv.get<CounterRow>('state');
		storage.kv.put('state', { ...row, keys: { period: periodOf(Date.now()), ...use } });
	});
	await evictDurableObject(stub);
	return stub;
}

test('a counter that has taken its keys refuses new ones, and nothing else', async () => {
	const stub = await counterWith({ total: keyQuota.counter, byClient: new Map() });
	const refusal = { refused: 'unavailable', retryAfter: expect.any(Number) };
	expect(await stub.increment(1, keyB, 'client')).toEqual(refusal);
	expect(await stub.increment(1, keyB)).toEqual(refusal);
	expect(await stub.increment(1, keyA, 'client')).toMatchObject({ value: 1, replayed: true });
	expect(await stub.increment(1)).toMatchObject({ value: 2 });
	expect(await stub.getCounterValue()).toMatchObject({ value: 2, version: 2 });
	expect(await keysAndAlarm(stub)).toMatchObject({ keys: 1 });
});

test('a client that has used up its keys is refused new ones, and no other client is', async () => {
	const byClient = new Map([[clientTag('client'), keyQuota.client]]);
	const stub = await counterWith({ total: keyQuota.client, byClient });
	const answer = await stub.increment(1, keyB, 'client');
	if (!('retryAfter' in answer)) throw new Error('the key was taken');
	expect(answer.refused).toBe('rate-limited');
	expect(answer.retryAfter).toBeLessThanOrEqual(keyPeriod / 1000);
	expect(await stub.increment(1, keyB, 'another')).toMatchObject({ value: 2, replayed: false });
	expect(await stub.increment(1, keyC)).toMatchObject({ value: 3, replayed: false });
});

test('the keys that were taken are counted across evictions', async () => {
	const stub = await counterWith({
		total: keyQuota.client - 1,
		byClient: new Map([[clientTag('client'), keyQuota.client - 1]]),
	});
	await stub.increment(1, keyB, 'client');
	await evictDurableObject(stub);
	expect(await stub.increment(1, keyC, 'client')).toMatchObject({ refused: 'rate-limited' });
});
