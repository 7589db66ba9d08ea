/** What requests cost: the calls of objects and the rows, as the objects count them. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareContestants } from '../../bench/contestants.ts';
import type { Totals } from '../../bench/peers/count-calls.ts';
import type { Running } from '../../bench/workerd.ts';
import { freshName, post, send } from './http';

let site: Running | undefined;

beforeAll(async () => {
	const start = await prepareContestants();
	site = await start({ peer: 'site' });
	// The first request to it begins the count.
	await totals();
});
afterAll(() => site?.stop());

function url(): string {
	if (!site) throw new Error('The site has not been started.');
	return site.url;
}

async function totals(): Promise<Record<string, Totals>> {
	const { text } = await send(site?.objectsUrl ?? '');
	return JSON.parse(text) as Record<string, Totals>;
}

/** The calls of counters and of limiters, and the rows, that something costs. */
async function cost(action: () => Promise<unknown>) {
	const before = await totals();
	await action();
	const after = await totals();
	const spent = (name: string, field: keyof Totals): number =>
		(after[name]?.[field] ?? 0) - (before[name]?.[field] ?? 0);
	return {
		counters: spent('Counter', 'calls'),
		limiters: spent('RateLimiter', 'calls'),
		rows: spent('Counter', 'rows') + spent('RateLimiter', 'rows'),
	};
}

test('a read costs one call, also of a counter that nobody has written', async () => {
	const name = freshName();
	const read = await cost(() => send(`${url()}/api/${name}/value`));
	expect(read).toEqual({ counters: 1, limiters: 0, rows: 0 });
});

test('the writes of an IPv4 client cost two calls each', async () => {
	const path = `${url()}/api/${freshName()}/increment`;
	for (let write = 0; write < 3; write++) {
		const { counters, limiters } = await cost(() => post(path, { client: '192.0.2.1' }));
		expect([counters, limiters]).toEqual([1, 1]);
	}
});

test('only the first write of an IPv6 client in an isolate costs a third call, of its network’s limiter', async () => {
	const path = `${url()}/api/${freshName()}/increment`;
	const network = `2001:db8:${randomBytes(2).toString('hex')}`;
	for (const [address, limiters] of [
		[`${network}:1::1`, 2],
		[`${network}:1::2`, 1],
		[`${network}:1::1`, 1],
		[`${network}:2::1`, 2],
		[`${network}:2::1`, 1],
	] as const) {
		const write = await cost(() => post(path, { client: address }));
		expect(write).toMatchObject({ counters: 1, limiters });
	}
});

test('a race costs as many calls as the nine writes that it counts as', async () => {
	const race = await cost(() => post(`${url()}/api/race`, { client: '192.0.2.2' }));
	const writes = await cost(async () => {
		const path = `${url()}/api/${freshName()}/increment`;
		for (let write = 0; write < 9; write++) await post(path, { client: '192.0.2.3' });
	});
	expect(race.counters + race.limiters).toBe(writes.counters + writes.limiters);
	console.log(`a race: ${JSON.stringify(race)}, nine writes: ${JSON.stringify(writes)}`);
});

test('a read of several counters costs one call for each', async () => {
	const [first, second] = [freshName(), freshName()];
	for (const path of ['api/values', 'badge/sum.svg']) {
		const names = `names=${first},${second},${first}`;
		const read = await cost(() => send(`${url()}/${path}?${names}`));
		expect(read).toEqual({ counters: 2, limiters: 0, rows: 0 });
	}
});
