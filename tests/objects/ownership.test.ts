import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { versionTag } from '../../src/core/http/etag';
import { stateKey } from '../../src/core/http/state-key';
import { elapse, freshPrivateCounter, keyA, rowsWritten } from './counter-storage';
import { add, otherHash, ownedCounter, owners, tokenHash } from './owned';
import { stored } from './stored';
import { receives, watch } from './watcher';

test('a counter without an owner refuses every command, whatever the token', async () => {
	const stub = freshPrivateCounter();
	await stub.increment(5);
	const before = await stub.getCounterValue();
	for (const hash of [undefined, tokenHash]) {
		for (const command of [
			{ do: 'read' },
			{ do: 'set', value: 0 },
			{ do: 'change', settings: owners },
			{ do: 'remove' },
		] as const) {
			expect(await stub.manage(hash, command)).toEqual({ refused: 'forbidden' });
		}
	}
	expect(await stub.getCounterValue()).toEqual(before);
});

test('where only the owner writes, a write needs the token, also by the older methods', async () => {
	const stub = await ownedCounter(owners);
	expect(await stub.write(add)).toEqual({ refused: 'unauthorized' });
	expect(await stub.write({ ...add, tokenHash: otherHash })).toEqual({ refused: 'forbidden' });
	expect(await stub.write({ ...add, tokenHash: '' })).toEqual({ refused: 'forbidden' });
	expect(await stub.increment(1, keyA)).toEqual({ refused: 'unauthorized' });
	expect(await stub.decrement()).toEqual({ refused: 'unauthorized' });
	await stub.overwrite(5);
	await stub.remove();
	expect(await stub.write({ ...add, tokenHash })).toMatchObject({ value: 101, version: 2 });
});

test('a page of another site may write if its origin is listed, and where there is no owner never', async () => {
	const [listed, other] = ['https://a.example', 'https://a.example:8443'];
	const stub = await ownedCounter({ origins: [listed] });
	expect(await stub.write({ ...add, origin: listed })).toMatchObject({ value: 101 });
	expect(await stub.write({ ...add, origin: other })).toEqual({ refused: 'cross-site' });
	expect(await freshPrivateCounter().write({ ...add, origin: listed })).toEqual({
		refused: 'cross-site',
	});
});

test('an amount above the step is refused, but not the repeat of one that counted before', async () => {
	const stub = await ownedCounter({ step: 10 });
	expect(await stub.increment(10, keyA)).toMatchObject({ value: 110 });
	await stub.manage(tokenHash, { do: 'change', settings: { step: 3 } });
	expect(await stub.increment(4)).toEqual({ refused: 'invalid-amount', step: 3 });
	expect(await stub.increment(10, keyA)).toMatchObject({ value: 110, replayed: true });
	expect(await stub.decrement(3)).toMatchObject({ value: 107 });
});

test('a value is set only in the state that If-Match names', async () => {
	const stub = await ownedCounter();
	const tag = versionTag(stateKey(await stub.getCounterValue()));
	const set = (value: number, ifMatch?: string) =>
		stub.manage(tokenHash, { do: 'set', value, ...(ifMatch !== undefined && { ifMatch }) });
	expect(await set(1, '"x"')).toEqual({ refused: 'precondition-failed' });
	expect(await set(1, `W/${tag}`)).toEqual({ refused: 'precondition-failed' });
	expect(await set(1, `"x", ${tag}`)).toMatchObject({ value: 1, version: 2 });
	expect(await set(2, tag)).toEqual({ refused: 'precondition-failed' });
	expect(await set(2, '*')).toMatchObject({ value: 2, version: 3 });
	expect(await set(2 ** 53)).toEqual({ refused: 'out-of-range' });
	expect(await set(-5)).toMatchObject({ value: -5, version: 4 });
});

test('a setting that is changed leaves the others as they are, and makes a new state', async () => {
	const stub = await ownedCounter({ step: 5, origins: ['https://a.example'] });
	const before = await stub.getCounterValue();
	const changed = await stub.manage(tokenHash, { do: 'change', settings: owners });
	const settings = { ...defaultSettings, ...owners, step: 5, origins: ['https://a.example'] };
	expect(changed).toMatchObject({ value: 100, version: 2, settings, owned: settings });
	const after = await stub.getCounterValue();
	expect(stateKey(after)).not.toBe(stateKey(before));
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toEqual(after);
});

test('a new token makes the one of before void', async () => {
	const stub = await ownedCounter(owners);
	const change = { do: 'change', settings: {}, newTokenHash: otherHash } as const;
	expect(await stub.manage(tokenHash, change)).toMatchObject({ settings: owners });
	await evictDurableObject(stub);
	expect(await stub.manage(tokenHash, { do: 'read' })).toEqual({ refused: 'forbidden' });
	expect(await stub.write({ ...add, tokenHash })).toEqual({ refused: 'forbidden' });
	expect(await stub.write({ ...add, tokenHash: otherHash })).toMatchObject({ value: 101 });
});

test('a counter that its owner removes stores nothing, has no owner, and begins a later epoch', async () => {
	const stub = await ownedCounter(owners);
	const watcher = await watch(stub);
	await receives(watcher, { value: 100, version: 1 });
	const before = await stub.getCounterValue();
	expect(await stub.manage(tokenHash, { do: 'remove' })).toMatchObject({ value: 100 });
	await receives(watcher, { value: 0, version: 0 });
	expect(await stored(stub)).toEqual({ rows: [], alarm: null });
	expect(await stub.getCounterValue()).toEqual({ value: 0, version: 0 });
	expect(await stub.manage(tokenHash, { do: 'read' })).toEqual({ refused: 'forbidden' });
	const after = await stub.increment();
	expect(after).toMatchObject({ value: 1, version: 1 });
	expect((after as { epoch: number }).epoch).toBeGreaterThan(before.epoch ?? Number.NaN);
	await receives(watcher, { value: 1, epoch: (after as { epoch: number }).epoch });
});

test('a counter with an owner is never deleted for lack of use', async () => {
	const stub = await ownedCounter();
	await elapse(stub, 10 * 365 * 86_400_000);
	await stub.getCounterValue();
	await runDurableObjectAlarm(stub);
	expect(await stub.getCounterValue()).toMatchObject({ value: 100, version: 1 });
});

test('what an owner does costs one row, and what is refused none', async () => {
	const stub = freshPrivateCounter();
	await runInDurableObject(stub, (counter, { storage }) => {
		const cost = (action: () => unknown) => rowsWritten(storage, action);
		const creation = { tokenHash, value: 5, settings: { ...defaultSettings, ...owners } };
		expect(cost(() => counter.create(creation))).toBe(1);
		expect(cost(() => counter.create(creation))).toBe(0);
		expect(cost(() => counter.write({ ...add, tokenHash }))).toBe(1);
		expect(cost(() => counter.write(add))).toBe(0);
		expect(cost(() => counter.write({ ...add, tokenHash: otherHash }))).toBe(0);
		expect(cost(() => counter.write({ ...add, origin: 'https://a.example' }))).toBe(0);
		expect(cost(() => counter.manage(tokenHash, { do: 'read' }))).toBe(0);
		expect(cost(() => counter.manage(tokenHash, { do: 'set', value: 9 }))).toBe(1);
		expect(cost(() => counter.manage(tokenHash, { do: 'change', settings: { step: 9 } }))).toBe(1);
		expect(cost(() => counter.manage(otherHash, { do: 'remove' }))).toBe(0);
	});
});

test('the token itself is stored nowhere, only its hash', async () => {
	const stub = env.COUNTER.getByName(crypto.randomUUID());
	await stub.create({ tokenHash, value: 1, settings: defaultSettings });
	await runInDurableObject(stub, (_, { storage }) => {
		const rows = JSON.stringify([...storage.kv.list()]);
		expect(rows.split(tokenHash)).toHaveLength(2);
	});
	expect(JSON.stringify([await stub.getCounterValue(), await stub.inspect()])).not.toContain(
		tokenHash,
	);
});
