import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { freshCounter } from './counter-storage';
import { ann, beginAtNoon, bob, counted, known, trusted, until } from './visit-day';

beginAtNoon();

const origin = 'https://blog.example';
const stranger = { isTrusted: false, origin };
const pages = { isTrusted: true, origin: 'https://site.example' };

/** A new counter whose owner lists the pages of one origin. */
async function ownedCounter(writes: 'everyone' | 'owner') {
	const stub = freshCounter();
	const settings = { ...defaultSettings, writes, origins: [origin] };
	await stub.create({ tokenHash: '0'.repeat(64), value: 100, settings });
	return stub;
}

test('pages of another site count visitors where the owner lists them, and nowhere else', async () => {
	const [free, owned] = [freshCounter(), await ownedCounter('everyone')];
	const refused = { refused: 'cross-site' };
	expect(await free.visit({ ...stranger, key: ann, until })).toEqual(refused);
	expect(await owned.visit({ ...stranger, key: ann, until })).toEqual(counted(101));
	const other = { isTrusted: false, origin: 'https://elsewhere.example' };
	expect(await owned.visit({ ...other, key: bob, until })).toEqual(refused);
	expect(await owned.visit({ isTrusted: false, key: bob, until })).toEqual(refused);
	expect(await owned.visit({ ...other, until })).toEqual(refused);
	expect(await owned.visit({ ...pages, key: bob, until })).toEqual(counted(102));
	expect(await owned.visit({ ...trusted, key: bob, until })).toEqual(known(102));
	expect(await free.getCounterValue()).toEqual({ value: 0, version: 0 });
});

test('a counter that only its owner writes counts visitors of the pages that the owner lists', async () => {
	const stub = await ownedCounter('owner');
	for (const sender of [trusted, pages]) {
		expect(await stub.visit({ ...sender, key: ann, until })).toEqual({ refused: 'forbidden' });
	}
	expect(await stub.visit({ ...stranger, key: ann, until })).toEqual(counted(101));
	// The site may list the same origin for all counters.
	expect(await stub.visit({ isTrusted: true, origin, key: bob, until })).toEqual(counted(102));
	expect(await stub.write({ operation: 'increment', amount: 1 })).toEqual({
		refused: 'unauthorized',
	});
});
