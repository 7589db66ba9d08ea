import { expect, inject, test } from 'vitest';
import { freshName, post, randomAddress, send } from './http';

const site = inject('siteUrl');

test('a counter that was never used has the value 0', async () => {
	const { status, headers, text } = await send(`${site}/api/${freshName()}/value`);
	expect(status).toBe(200);
	expect(headers['content-type']).toBe('application/json');
	expect(JSON.parse(text)).toEqual({ value: 0 });
});

test('HEAD of a value is answered like GET, without the body', async () => {
	const url = `${site}/api/${freshName()}/value`;
	const { status, headers, text } = await send(url, { method: 'HEAD' });
	expect([status, text]).toEqual([200, '']);
	expect(headers['etag']).toBe((await send(url)).headers['etag']);
});

test('a value that has not changed is answered with 304', async () => {
	const counter = `${site}/api/${freshName()}`;
	const url = `${counter}/value`;
	await post(`${counter}/increment`);
	const { headers } = await send(url);
	const tag = String(headers['etag']);

	const same = await send(url, { headers: { 'If-None-Match': tag } });
	expect([same.status, same.text]).toEqual([304, '']);
	const list = await send(url, { headers: { 'If-None-Match': `"x", W/${tag}` } });
	expect(list.status).toBe(304);

	await post(`${counter}/increment`);
	const changed = await send(url, { headers: { 'If-None-Match': tag } });
	expect([changed.status, changed.text]).toEqual([200, '{"value":2}']);
});

test('reads of a value count nothing and spend none of the write budget', async () => {
	const counter = `${site}/api/${freshName()}`;
	const client = randomAddress();
	for (let i = 0; i < 30; i++) await send(`${counter}/value`, { client });
	const { headers, text } = await post(`${counter}/increment`, { client });
	expect(text).toBe('{"value":1}');
	expect(headers['ratelimit']).toBe('"write";r=9;t=1');
});

test('the client of the original design reads, increments and decrements', async () => {
	/** As the article's page does: a base address and three paths, which answer `{ value }`. */
	async function call(path: string, method = 'GET') {
		const { text } = await send(`${site}/api${path}`, { method });
		return JSON.parse(text) as Record<string, unknown>;
	}
	const name = freshName();
	expect((await call(`/${name}/value`))['value']).toBe(0);
	expect((await call(`/${name}/increment`, 'POST'))['value']).toBe(1);
	expect((await call(`/${name}/decrement`, 'POST'))['value']).toBe(0);
});
