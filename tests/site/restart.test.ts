import { expect, inject, test } from 'vitest';
import { freshDemo, inspect, otherCounters, post } from './demo-counters';
import { counterValue } from './http';

const site = inject('siteUrl');

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
