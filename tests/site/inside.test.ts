import { randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import type { ObjectInside } from '../../src/core/contract/answers';
import { demoName } from '../../src/core/contract/name';
import { type Answer, counterValue, freshName, post, type RequestOptions, send } from './http';
import { create } from './owned';

const site = inject('siteUrl');

const freshDemo = (): string => demoName(randomBytes(16).toString('hex'));

function act(name: string, what: string, options: RequestOptions = {}): Promise<Answer> {
	return post(`${site}/api/${name}/${what}`, options);
}

async function look(name: string): Promise<ObjectInside> {
	return JSON.parse((await send(`${site}/api/${name}/inside`)).text) as ObjectInside;
}

test('a write after an hour that passed migrates the database, and costs are reported', async () => {
	const name = freshDemo();
	await act(name, 'increment');
	const passed = await act(name, 'pass-hour');
	expect([passed.status, passed.headers['cache-control']]).toEqual([200, 'no-store']);
	expect(passed.headers['ratelimit']).toMatch(/^"write";r=9/);
	expect(passed.headers['server-timing']).toMatch(/limiter;dur=.*counter;desc=demonstrate;dur=/);
	expect(JSON.parse(passed.text)).toMatchObject({ schema: 0, tables: [] });
	await act(name, 'increment');
	await act(name, 'pass-hour');
	await act(name, 'increment');
	const { schema, tables, costs } = await look(name);
	expect([schema, tables]).toEqual([1, ['history']]);
	expect(costs?.byKey).toBe(1);
	expect(costs?.byScan).toBe(costs?.rows);
	const { text } = await send(`${site}/api/${name}/history`);
	expect((JSON.parse(text) as { entries: unknown[] }).entries).toHaveLength(3);
	expect(await counterValue(site, name)).toBe(3);
});

test('a reminder is what the alarm is set for, outlives a restart and rings', async () => {
	const name = freshDemo();
	await act(name, 'increment', { headers: { 'Idempotency-Key': '"keyed"' } });
	const { alarm, duties } = JSON.parse((await act(name, 'remind')).text) as ObjectInside;
	expect(alarm).toBe(duties.find((duty) => duty.name === 'remind')?.due);
	await act(name, 'restart');
	expect((await look(name)).alarm).toBe(alarm);
	await expect.poll(async () => (await look(name)).rangAt, { timeout: 15_000 }).toBeDefined();
	const after = await look(name);
	expect(after.duties.find((duty) => duty.name === 'remind')).toEqual({ name: 'remind' });
	expect(after.alarm).toBe(after.duties.flatMap(({ due }) => due ?? []).sort()[0]);
});

test('to look inside, to pass an hour and to set a reminder are refused for a counter that is not a demo’s', async () => {
	const name = freshName();
	await act(name, 'increment');
	const inside = await send(`${site}/api/${name}/inside`);
	expect([inside.status, inside.text]).toEqual([400, expect.stringContaining('invalid-name')]);
	for (const what of ['pass-hour', 'remind']) expect((await act(name, what)).status).toBe(400);
});

test('what changes a demo’s object is refused to other sites', async () => {
	const name = freshDemo();
	const foreign = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
	for (const what of ['pass-hour', 'remind']) {
		expect((await act(name, what, foreign)).status).toBe(403);
	}
	expect(await counterValue(site, name)).toBe(0);
});

test('a demo’s counter can have an owner', async () => {
	const name = freshDemo();
	expect((await create({ name, value: 7 })).status).toBe(201);
	expect(await counterValue(site, name)).toBe(7);
});
