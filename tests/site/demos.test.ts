import { randomBytes } from 'node:crypto';
import { describe, expect, inject, test } from 'vitest';
import type { CounterInspection, RaceOutcome } from '../../src/core/contract/api';
import { demoName } from '../../src/core/contract/name';
import { type Answer, counterValue, freshName, type Question, randomAddress, send } from './http';

const site = inject('siteUrl');

function post(path: string, question: Question = {}): Promise<Answer> {
	return send(`${site}/api/${path}`, { method: 'POST', ...question });
}

async function inspect(name: string): Promise<CounterInspection> {
	return JSON.parse((await send(`${site}/api/${name}/inspect`)).text) as CounterInspection;
}

const freshDemo = (): string => demoName(randomBytes(16).toString('hex'));

/** Counters that are no demo's: one with a name, its id, a private one. */
async function others(): Promise<readonly string[]> {
	const name = freshName();
	await post(`${name}/increment`);
	const { id } = JSON.parse((await post('counters')).text) as { id: string };
	await post(`${id}/increment`);
	const demo = freshDemo();
	await post(`${demo}/increment`);
	return [name, (await inspect(name)).id, id, (await inspect(demo)).id];
}

describe('a race', () => {
	test('loses updates of one counter and none of the other', async () => {
		const { status, headers, text } = await post('race');
		expect([status, headers['content-type']]).toEqual([200, 'application/json']);
		const { increments, readThenWrite, increment } = JSON.parse(text) as RaceOutcome;
		expect(increments).toBe(50);
		expect(readThenWrite.value).toBeGreaterThan(0);
		expect(readThenWrite.value).toBeLessThan(50);
		expect(increment.value).toBe(50);
		expect(await counterValue(site, readThenWrite.id)).toBe(readThenWrite.value);
		expect(await counterValue(site, increment.id)).toBe(50);
		expect(await inspect(readThenWrite.id)).toMatchObject({ version: 50 });
	});

	test('runs on counters that nobody had before', async () => {
		const seen = new Set<string>();
		for (let run = 0; run < 3; run++) {
			const { readThenWrite, increment } = JSON.parse((await post('race')).text) as RaceOutcome;
			seen.add(readThenWrite.id).add(increment.id);
		}
		expect(seen.size).toBe(6);
	});

	test('is one write of the client, and refused like any', async () => {
		const client = randomAddress();
		expect((await post('race', { client })).headers['ratelimit']).toBe('"write";r=9;t=1');
		const answers = await Promise.all(Array.from({ length: 13 }, () => post('race', { client })));
		const refused = answers.filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(0);
		expect(refused[0]?.headers['retry-after']).toMatch(/^[1-9]\d*$/);
	});

	test('is refused to other sites', async () => {
		expect((await post('race', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403);
	});
});

describe('a restart', () => {
	test('forgets what was in memory and keeps what was stored', async () => {
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

	test('is refused for every counter that is no demo’s, by name and by id', async () => {
		for (const name of await others()) {
			const before = await inspect(name);
			const { status, text } = await post(`${name}/restart`);
			expect([status, text]).toEqual([400, expect.stringContaining('/problems/invalid-name')]);
			const { wokeAt, calls } = await inspect(name);
			expect([wokeAt, calls]).toEqual([before.wokeAt, before.calls + 1]);
		}
	});

	test('is a write: limited, and refused to other sites', async () => {
		const name = freshDemo();
		await post(`${name}/increment`);
		const foreign = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
		expect((await post(`${name}/restart`, foreign)).status).toBe(403);
		const client = randomAddress();
		const answers: number[] = [];
		for (let run = 0; run < 14; run++) {
			answers.push((await post(`${name}/restart`, { client })).status);
		}
		expect(new Set(answers)).toEqual(new Set([200, 429]));
		expect(await counterValue(site, name)).toBe(1);
	});
});

describe('a slow increment', () => {
	test('counts at once and answers late', async () => {
		const name = freshDemo();
		let isAnswered = false;
		const answer = post(`${name}/slow-increment`).finally(() => {
			isAnswered = true;
		});
		await expect.poll(() => counterValue(site, name)).toBe(1);
		expect(isAnswered).toBe(false);
		expect((await answer).text).toBe('{"value":1}');
	});

	test('is the same write as an increment with its key', async () => {
		const name = freshDemo();
		const headers = { 'Idempotency-Key': '"lost"' };
		await post(`${name}/slow-increment`, { headers });
		const again = await post(`${name}/increment`, { headers });
		expect([again.text, again.headers['idempotency-replayed']]).toEqual(['{"value":1}', 'true']);
		expect(await counterValue(site, name)).toBe(1);
	});

	test('is refused at once for every counter that is no demo’s', async () => {
		for (const name of await others()) {
			const before = await counterValue(site, name);
			expect((await post(`${name}/slow-increment`)).status).toBe(400);
			expect(await counterValue(site, name)).toBe(before);
		}
	});

	test('is a write: limited, and refused to other sites', async () => {
		const name = freshDemo();
		const foreign = { headers: { Origin: 'https://elsewhere.example' } };
		expect((await post(`${name}/slow-increment`, foreign)).status).toBe(403);
		const client = randomAddress();
		const answers = await Promise.all(
			Array.from({ length: 14 }, () => post(`${name}/slow-increment`, { client })),
		);
		const counted = answers.filter(({ status }) => status === 200).length;
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(14 - counted);
		expect(counted).toBeLessThan(14);
		expect(await counterValue(site, name)).toBe(counted);
	});
});
