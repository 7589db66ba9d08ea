import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { type Receipt, receiptLifetime } from '../../src/durable-objects/receipt';
import { stored } from './stored';

function freshReceipt(): DurableObjectStub<Receipt> {
	return env.RECEIPT.get(env.RECEIPT.newUniqueId());
}

const first = { request: 'a', address: 'mine', value: 5, seed: 'first' };
const again = { ...first, seed: 'second' };

test('a repeat gets what was promised first, also after an eviction', async () => {
	const stub = freshReceipt();
	expect(await stub.promise(first)).toEqual({ ...first, isMade: false });
	await evictDurableObject(stub);
	expect(await stub.promise(again)).toEqual({ ...first, isMade: false });
});

test('a repeat learns that the counter is made', async () => {
	const stub = freshReceipt();
	await stub.promise(first);
	await stub.keep(first);
	expect(await stub.promise(again)).toEqual({ ...first, isMade: true });
	await evictDurableObject(stub);
	expect(await stub.promise(again)).toEqual({ ...first, isMade: true });
});

test('a counter without an owner is made as soon as it is promised', async () => {
	const stub = freshReceipt();
	const { seed: _, ...ownerless } = first;
	expect(await stub.promise(ownerless)).toEqual({ ...ownerless, isMade: false });
	expect(await stub.promise(ownerless)).toEqual({ ...ownerless, isMade: true });
});

test('another request under the same key is refused, and changes nothing', async () => {
	const stub = freshReceipt();
	await stub.promise(first);
	expect(await stub.promise({ ...first, request: 'b' })).toEqual({ refused: 'key-reused' });
	expect(await stub.promise(again)).toEqual({ ...first, isMade: false });
});

test('what was refused may be asked for again', async () => {
	const stub = freshReceipt();
	await stub.promise(first);
	await stub.drop();
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await stub.promise({ ...again, request: 'b' })).toMatchObject({ seed: 'second' });
});

test('a receipt is one row with an alarm an hour later, which leaves nothing', async () => {
	const stub = freshReceipt();
	const before = Date.now();
	await stub.promise(first);
	await stub.keep(first);
	const { rows, alarm } = await stored(stub);
	expect(rows).toEqual(['receipt']);
	expect(alarm).toBeGreaterThanOrEqual(before + receiptLifetime);
	expect(alarm).toBeLessThanOrEqual(Date.now() + receiptLifetime);

	vi.setSystemTime(Date.now() + receiptLifetime);
	try {
		expect(await runDurableObjectAlarm(stub)).toBe(true);
		expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	} finally {
		vi.useRealTimers();
	}
});

test('a receipt whose alarm was lost is forgotten by itself', async () => {
	const stub = freshReceipt();
	await stub.promise(first);
	await runInDurableObject(stub, async (_, { storage }) => {
		await storage.deleteAlarm();
		const row = storage.kv.get<object>('receipt');
		storage.kv.put('receipt', { ...row, forgetAt: Date.now() - 1 });
	});
	await evictDurableObject(stub);
	expect(await stub.promise({ ...again, request: 'b' })).toEqual({
		...again,
		request: 'b',
		isMade: false,
	});
	// The alarm that was overdue runs at once, and finds that nothing is to be forgotten yet.
	await expect.poll(async () => (await stored(stub)).alarm).toBeGreaterThan(Date.now());
});
