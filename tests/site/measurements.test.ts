/** What the site measures of its objects, for the demos to show. */
import { expect, inject, test } from 'vitest';
import type { Recording } from '../../src/core/contract/recording';
import type { Whereabouts } from '../../src/core/contract/whereabouts';
import { freshDemo, inspect, otherCounters, post } from './demo-counters';
import { expectProblem } from './expect-problem';
import { freshName, randomAddress, send } from './http';

const site = inject('siteUrl');

test('the recorder of a demo’s object reports what a write did, and waits for what comes next', async () => {
	const name = freshDemo();
	await post(`${name}/increment`);
	const url = `${site}/api/${name}/recording`;
	const { status, headers, text } = await send(url);
	expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
	const { events } = JSON.parse(text) as Recording;
	expect(events.slice(0, 3)).toMatchObject([
		{ event: 'woke' },
		{ event: 'call', method: 'write' },
		{ event: 'rows', count: 2 },
	]);
	const waiting = send(`${url}?after=${events.at(-1)?.id}`);
	await inspect(name);
	expect(JSON.parse((await waiting).text)).toMatchObject({
		events: [{ event: 'call', method: 'inspect' }],
	});
});

test('only the objects of demos have a recorder that can be read', async () => {
	for (const name of await otherCounters()) {
		expectProblem(await send(`${site}/api/${name}/recording`), 'invalid-name');
	}
});

test('every write reports how long it waited for the limiter and for the counter', async () => {
	const name = freshName();
	const timing = /^limiter;dur=\d+(\.\d)?, counter;desc=\w+;dur=\d+(\.\d)?$/;
	for (const path of [`${name}/increment`, `${name}/visit`, 'counters', `${freshDemo()}/restart`]) {
		expect((await post(path)).headers['server-timing']).toMatch(timing);
	}
	expect((await send(`${site}/api/${name}/value`)).headers).not.toHaveProperty('server-timing');
});

test('a write that the limiter refuses reports how long it waited for the limiter alone', async () => {
	const client = randomAddress();
	const answers = await Promise.all(
		Array.from({ length: 14 }, () => post(`${freshName()}/increment`, { client })),
	);
	const refused = answers.filter(({ status }) => status === 429);
	expect(refused.length).toBeGreaterThan(0);
	for (const { headers } of refused) {
		expect(headers['server-timing'] ?? 'limiter;dur=0').toMatch(/^limiter;dur=[\d.]+$/);
	}
});

test('whereabouts on one machine name no data centre, and time five calls of the object', async () => {
	const name = freshDemo();
	const { status, headers, text } = await post(`${name}/whereabouts`);
	expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
	expect(headers['ratelimit']).toMatch(/^"write";r=6/);
	const { roundTrips, ...places } = JSON.parse(text) as Whereabouts;
	expect(places).toEqual({ worker: null, object: { dataCentre: null, jurisdiction: null } });
	expect(roundTrips).toHaveLength(5);
	for (const time of roundTrips) expect(time).toBeGreaterThanOrEqual(0);
	// The five, the one that makes the object, and this inspection; and nothing was stored.
	expect(await inspect(name)).toMatchObject({ calls: 7, version: 0 });
});

test('whereabouts are refused for every counter that is not a demo’s, and to other sites', async () => {
	for (const name of await otherCounters()) {
		const { calls } = await inspect(name);
		expect((await post(`${name}/whereabouts`)).status).toBe(400);
		expect((await inspect(name)).calls).toBe(calls + 1);
	}
	const foreign = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
	expect((await post(`${freshDemo()}/whereabouts`, foreign)).status).toBe(403);
});
