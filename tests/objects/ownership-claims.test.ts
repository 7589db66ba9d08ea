import { evictDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { freshPrivateCounter } from './counter-storage';
import { otherHash, ownedCounter, tokenHash } from './owned';

test('a counter begins with the value and the settings that its owner has chosen', async () => {
	const stub = freshPrivateCounter();
	const settings = {
		writes: 'owner',
		origins: ['https://a.example'],
		step: 5,
		listed: true,
	} as const;
	const made = await stub.create({ tokenHash, value: -7, settings });
	expect(made).toEqual({ value: -7, version: 1, epoch: expect.any(Number), owned: settings });
	await evictDurableObject(stub);
	expect(await stub.getCounterValue()).toEqual(made);
	expect(await stub.manage(tokenHash, { do: 'read' })).toEqual({ ...made, settings });
});

test('a counter that anybody has written, or that is owned, cannot be claimed', async () => {
	const written = freshPrivateCounter();
	await written.increment();
	await written.decrement();
	const owned = await ownedCounter();
	for (const stub of [written, owned]) {
		const before = await stub.getCounterValue();
		const claim = { tokenHash: otherHash, value: 5, settings: defaultSettings };
		expect(await stub.create(claim)).toEqual({ refused: 'name-taken' });
		expect(await stub.getCounterValue()).toEqual(before);
	}
});

test('a creation that is repeated with the same token succeeds and changes nothing', async () => {
	const stub = await ownedCounter();
	await stub.increment(5);
	const again = await stub.create({ tokenHash, value: 100, settings: defaultSettings });
	expect(again).toMatchObject({ value: 105, version: 2 });
});

test('of many who claim a counter at once, one gets it', async () => {
	const stub = freshPrivateCounter();
	const claims = Array.from({ length: 20 }, (_, index) =>
		stub.create({
			tokenHash: `${index}`.padStart(64, '0'),
			value: index,
			settings: defaultSettings,
		}),
	);
	const made = (await Promise.all(claims)).filter((answer) => !('refused' in answer));
	expect(made).toEqual([await stub.getCounterValue()]);
});
