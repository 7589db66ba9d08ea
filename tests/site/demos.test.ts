import { randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import type { CounterInspection, RaceOutcome } from '../../src/core/contract/answers';
import { slowAnswer } from '../../src/core/contract/api';
import { demoName } from '../../src/core/contract/name';
import type { Whereabouts } from '../../src/core/contract/whereabouts';
import {
	type Answer,
	counterValue,
	freshName,
	post as postTo,
	randomAddress,
	type RequestOptions,
	send,
} from './http';
import { watch } from './watch';
import type { Recording } from '../../src/core/contract/recording';
import { expectProblem } from './expect-problem';

const site = inject('siteUrl');

function post(path: string, options: RequestOptions = {}): Promise<Answer> {
	return postTo(`${site}/api/${path}`, options);
}

async function inspect(name: string): Promise<CounterInspection> {
	return JSON.parse((await send(`${site}/api/${name}/inspect`)).text) as CounterInspection;
}

const freshDemo = (): string => demoName(randomBytes(16).toString('hex'));

/** Counters that do not count as a demo's: one with a name, its id, a private one, a demo's id. */
async function otherCounters(): Promise<readonly string[]> {
	const name = freshName();
	await post(`${name}/increment`);
	const { id } = JSON.parse((await post('counters')).text) as { id: string };
	await post(`${id}/increment`);
	const demo = freshDemo();
	await post(`${demo}/increment`);
	return [name, (await inspect(name)).id, id, (await inspect(demo)).id];
}

test('a race loses updates of one counter and none of the other', async () => {
	const { status, headers, text } = await post('race');
	expect([status, headers['content-type']]).toEqual([200, 'application/json']);
	const { increments, readThenWrite, increment } = JSON.parse(text) as RaceOutcome;
	expect(increments).toBe(5);
	expect(readThenWrite.value).toBeGreaterThan(0);
	expect(readThenWrite.value).toBeLessThan(5);
	expect(increment.value).toBe(5);
});

test('a race leaves nothing behind: both of its counters are deleted', async () => {
	const { readThenWrite, increment } = JSON.parse((await post('race')).text) as RaceOutcome;
	for (const { id } of [readThenWrite, increment]) {
		expect(await inspect(id)).toMatchObject({ value: 0, version: 0 });
	}
});

test('every race makes two new counters', async () => {
	const seen = new Set<string>();
	for (let run = 0; run < 3; run++) {
		const { readThenWrite, increment } = JSON.parse((await post('race')).text) as RaceOutcome;
		seen.add(readThenWrite.id).add(increment.id);
	}
	expect(seen.size).toBe(6);
});

test('the answer of a race announces a write budget that is nine writes smaller', async () => {
	const { headers } = await post('race', { client: randomAddress() });
	expect(headers['ratelimit']).toBe('"write";r=1;t=1');
});

test('a race is refused to other sites', async () => {
	expect((await post('race', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403);
});

test('a restart discards what was in memory and keeps what was stored', async () => {
	const name = freshDemo();
	for (let press = 0; press < 3; press++) await post(`${name}/increment`);
	const before = await inspect(name);
	expect(before).toMatchObject({ value: 3, version: 3, calls: 4, changes: 3 });
	const { status, headers, text } = await post(`${name}/restart`);
	expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
	expect(headers['ratelimit']).toMatch(/^"write";r=9/);
	expect(JSON.parse(text)).toMatchObject({
		id: before.id,
		value: 3,
		version: 3,
		calls: 1,
		changes: 0,
	});
	expect((await post(`${name}/increment`)).text).toBe('{"value":4}');
});

test('a restart is refused, by name and by id, for every counter that is not a demo’s', async () => {
	for (const name of await otherCounters()) {
		const before = await inspect(name);
		const { status, text } = await post(`${name}/restart`);
		expect([status, text]).toEqual([400, expect.stringContaining('/problems/invalid-name')]);
		const { wokeAt, calls } = await inspect(name);
		expect([wokeAt, calls]).toEqual([before.wokeAt, before.calls + 1]);
	}
});

test('a restart is refused to other sites', async () => {
	const name = freshDemo();
	await post(`${name}/increment`);
	const foreign = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
	expect((await post(`${name}/restart`, foreign)).status).toBe(403);
	expect(await counterValue(site, name)).toBe(1);
});

test('a slow increment adds 1 at once and answers 3 s later', async () => {
	const name = freshDemo();
	const { messages, close } = await watch(site, name);
	const events: string[] = [];
	const sentAt = performance.now();
	const answer = post(`${name}/slow-increment`).finally(() => events.push('answered'));
	await expect.poll(() => messages.at(-1)?.value).toBe(1);
	events.push('added');
	expect((await answer).text).toBe('{"value":1}');
	expect(events).toEqual(['added', 'answered']);
	expect(performance.now() - sentAt).toBeGreaterThanOrEqual(slowAnswer - 100);
	close();
});

test('a slow increment is the same write as an increment with its key', async () => {
	const name = freshDemo();
	const headers = { 'Idempotency-Key': '"lost"' };
	await post(`${name}/slow-increment`, { headers });
	const again = await post(`${name}/increment`, { headers });
	expect([again.text, again.headers['idempotency-replayed']]).toEqual(['{"value":1}', 'true']);
	expect(await counterValue(site, name)).toBe(1);
});

test('a slow increment is refused at once for every counter that is not a demo’s', async () => {
	for (const name of await otherCounters()) {
		const before = await counterValue(site, name);
		expect((await post(`${name}/slow-increment`)).status).toBe(400);
		expect(await counterValue(site, name)).toBe(before);
	}
});

test('a slow increment is refused to other sites', async () => {
	const name = freshDemo();
	const foreign = { headers: { Origin: 'https://elsewhere.example' } };
	expect((await post(`${name}/slow-increment`, foreign)).status).toBe(403);
	expect(await counterValue(site, name)).toBe(0);
});

test('the recorder of a demo’s object tells what a write did, and waits for what comes next', async () => {
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

test('every write tells how long it waited for the limiter and for the counter', async () => {
	const name = freshName();
	const timing = /^limiter;dur=\d+(\.\d)?, counter;desc=\w+;dur=\d+(\.\d)?$/;
	for (const path of [`${name}/increment`, `${name}/visit`, 'counters', `${freshDemo()}/restart`]) {
		expect((await post(path)).headers['server-timing']).toMatch(timing);
	}
	expect((await send(`${site}/api/${name}/value`)).headers).not.toHaveProperty('server-timing');
});

test('a write that the limiter refuses tells how long it waited for the limiter alone', async () => {
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
