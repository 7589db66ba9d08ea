import { expect, test } from 'vitest';
import type { RaceOutcome } from '../../src/core/contract/answers';
import { inspect, post } from './demo-counters';
import { randomAddress } from './http';

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
