/** What requests cost: the calls of objects and the rows, as the objects count them. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareContestants } from '../../bench/contestants.ts';
import type { Totals } from '../../bench/peers/count-calls.ts';
import type { Running } from '../../bench/workerd.ts';
import type { OwnedCounter } from '../../src/core/contract/answers';
import { freshName, json, post, send } from './http';

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
		salts: spent('Salt', 'calls'),
		rows: spent('Counter', 'rows') + spent('RateLimiter', 'rows') + spent('Salt', 'rows'),
	};
}

test('a read costs one call, also of a counter that nobody has written', async () => {
	const name = freshName();
	const read = await cost(() => send(`${url()}/api/${name}/value`));
	expect(read).toEqual({ counters: 1, limiters: 0, salts: 0, rows: 0 });
});

test('a history costs one call, also of a counter that nobody has written', async () => {
	const name = freshName();
	const read = await cost(() => send(`${url()}/api/${name}/history?by=day`));
	expect(read).toEqual({ counters: 1, limiters: 0, salts: 0, rows: 0 });
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

test('a visit costs two calls and the salt of the day once in an isolate; who comes again writes no row', async () => {
	const path = `${url()}/api/${freshName()}/visit`;
	const visit = (agent: string) =>
		cost(() => post(path, { client: '192.0.2.9', headers: { 'User-Agent': agent } }));
	const calls = { counters: 1, limiters: 1, salts: 0 };
	// A row of the salt, one of the counter, one of the key, and the alarms of both.
	expect(await visit('first')).toEqual({ ...calls, salts: 1, rows: 5 });
	expect(await visit('second')).toEqual({ ...calls, rows: 2 });
	expect(await visit('second')).toEqual({ ...calls, rows: 0 });
	expect(await visit('Googlebot/2.1')).toEqual({ counters: 1, limiters: 0, salts: 0, rows: 0 });
});

test('making a counter with an owner, and all that its owner does, costs two calls and a row at most', async () => {
	const name = freshName();
	const client = '192.0.2.4';
	let token = '';
	const made = await cost(async () => {
		const body = JSON.stringify({ name, value: 5 });
		const { text } = await post(`${url()}/api/counters`, { headers: json, body, client });
		({ ownerToken: token } = JSON.parse(text) as OwnedCounter);
	});
	expect(made).toEqual({ counters: 1, limiters: 1, salts: 0, rows: 1 });
	for (const [method, path, body, rows] of [
		['PUT', '/value', '{"value":6}', 1],
		['GET', '/settings', undefined, 0],
		['PATCH', '/settings', '{"step":5}', 1],
	] as const) {
		const headers = { ...json, Authorization: `Bearer ${token}` };
		const options = { method, headers, client, ...(body !== undefined && { body }) };
		const spent = await cost(() => send(`${url()}/api/${name}${path}`, options));
		expect(spent, `${method} ${path}`).toEqual({ counters: 1, limiters: 1, salts: 0, rows });
	}
	// No token, no call; a wrong one is a write.
	const bare = await cost(() => send(`${url()}/api/${name}/settings`, { client }));
	expect(bare).toEqual({ counters: 0, limiters: 0, salts: 0, rows: 0 });
	const headers = { Origin: 'https://a.example', 'Access-Control-Request-Method': 'POST' };
	const preflight = { method: 'OPTIONS', headers };
	const asked = await cost(() => send(`${url()}/api/${name}/increment`, preflight));
	expect(asked).toEqual({ counters: 1, limiters: 0, salts: 0, rows: 0 });
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
		expect(read).toEqual({ counters: 2, limiters: 0, salts: 0, rows: 0 });
	}
});

test('a page of the list costs one call of the directory, on the site and for a program', async () => {
	for (const path of ['/counters', '/api/counters?limit=100']) {
		const before = await totals();
		const read = await cost(() => send(url() + path));
		expect(read).toEqual({ counters: 0, limiters: 0, salts: 0, rows: 0 });
		const after = await totals();
		expect((after['Directory']?.calls ?? 0) - (before['Directory']?.calls ?? 0)).toBe(1);
		expect(after['Directory']?.rows).toBe(before['Directory']?.rows);
	}
});

test('a listed counter costs four rows and two calls more when the directory is updated', async () => {
	const body = JSON.stringify({ name: freshName(), listed: true });
	const before = await totals();
	const made = await cost(async () => {
		await post(`${url()}/api/counters`, { headers: json, body, client: '192.0.2.5' });
		await expect
			.poll(async () => (await send(`${url()}/api/counters?limit=1`)).text)
			.toContain(JSON.parse(body).name);
	});
	const after = await totals();
	expect((after['Directory']?.rows ?? 0) - (before['Directory']?.rows ?? 0)).toBeLessThanOrEqual(2);
	// The row, the confirmation and the alarm, which is a call of its own.
	expect(made.counters).toBe(2);
	expect(made.rows).toBeLessThanOrEqual(3);
});
