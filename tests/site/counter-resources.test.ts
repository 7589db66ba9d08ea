import { expect, inject, test } from 'vitest';
import { version } from '../../src/core/site/version';
import { browser, freshName, post, randomAddress, send } from './http';

const site = inject('siteUrl');

test('inspecting a counter answers with its state and the state of its object', async () => {
	const name = freshName();
	await post(`${site}/api/${name}/increment`);
	const { status, headers, text } = await send(`${site}/api/${name}/inspect`);
	expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
	expect(JSON.parse(text)).toEqual({
		id: expect.stringMatching(/^[0-9a-f]{64}$/),
		name,
		value: 1,
		version: 1,
		wokeAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
		calls: 2,
		changes: 1,
		watchers: 0,
		storedBytes: expect.any(Number),
		codeVersion: version,
	});
});

test('inspecting an invalid name is refused with 400', async () => {
	expect((await send(`${site}/api/No/inspect`)).status).toBe(400);
});

test('each private counter has an address of its own, where it is read and changed', async () => {
	const { status, headers, text } = await post(`${site}/api/counters`);
	expect(status).toBe(201);
	const { id, value } = JSON.parse(text) as { id: string; value: number };
	expect(value).toBe(0);
	expect(headers['location']).toBe(`/api/${id}/value`);
	expect((await post(`${site}/api/${id}/increment`)).text).toBe('{"value":1}');
	expect((await send(`${site}${String(headers['location'])}`)).text).toBe('{"value":1}');
	expect((await post(`${site}/api/counters`)).text).not.toBe(text);
});

test('a form that makes a private counter is redirected to its page', async () => {
	const { status, headers } = await post(`${site}/api/counters`, { headers: browser });
	expect(status).toBe(303);
	expect(headers['location']).toMatch(/^\/counters\/[0-9a-f]{64}$/);
});

test('other sites may not make a private counter', async () => {
	const headers = { 'Sec-Fetch-Site': 'cross-site' };
	expect((await post(`${site}/api/counters`, { headers })).status).toBe(403);
});

async function budget(client: string): Promise<unknown> {
	return JSON.parse((await send(`${site}/api/limit`, { client })).text);
}

test('reading the write budget spends none of it', async () => {
	const client = randomAddress();
	for (let i = 0; i < 20; i++) await budget(client);
	expect(await budget(client)).toEqual({
		remaining: 10,
		burst: 10,
		interval: 0.5,
		penalty: 0,
		retryAfter: 0,
	});
});

test('a client without a readable address reads the strict budget', async () => {
	expect(await budget('no address')).toMatchObject({ burst: 1 });
});
