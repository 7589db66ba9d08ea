import { expect, inject, test } from 'vitest';
import { freshName, send } from './http';

const site = inject('siteUrl');

test.each([
	'/',
	'/lessons/counter-service',
	'/lessons/counter-service/',
	'/counters',
	`/counters/${freshName()}`,
	`/counters/${freshName()}/settings`,
])('the page %s shows a value, so nothing keeps it', async (path) => {
	for (const method of ['GET', 'HEAD', 'GET']) {
		const { status, headers } = await send(site + path, { method });
		expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
	}
});

test.each(['/new', '/reference', '/glossary', '/lessons/why', '/problems/internal'])(
	'the page %s shows no value, and is asked for again each time',
	async (path) => {
		expect((await send(site + path)).headers['cache-control']).toBe('no-cache');
	},
);

test.each(['/new', '/reference', '/glossary', '/lessons/why', '/problems/internal'])(
	'a cache that holds the page %s is answered 304, with the fields of the page',
	async (path) => {
		const page = await send(site + path);
		const tag = String(page.headers['etag']);
		expect(tag).toMatch(/^"[^"]+"$/);
		const same = await send(site + path, { headers: { 'If-None-Match': tag } });
		expect([same.status, same.text, same.headers['etag']]).toEqual([304, '', tag]);
		for (const field of ['cache-control', 'content-security-policy']) {
			expect(same.headers[field]).toBe(page.headers[field]);
		}
		const other = await send(site + path, { headers: { 'If-None-Match': '"other"' } });
		expect([other.status, other.text]).toEqual([200, page.text]);
	},
);

test.each([
	'/',
	'/counters',
	'/new',
	'/reference',
	'/glossary',
	'/lessons/why',
	`/counters/${freshName()}`,
])('HEAD of the page %s has the fields of GET and no body', async (path) => {
	const url = site + path;
	for (const { headers } of [await send(url), await send(url)]) {
		const head = await send(url, { method: 'HEAD' });
		expect([head.status, head.text]).toEqual([200, '']);
		for (const field of ['content-type', 'cache-control', 'content-security-policy', 'etag']) {
			expect(head.headers[field]).toBe(headers[field]);
		}
	}
});

test('an answer to a form shows its problem, not the kept page that explains it', async () => {
	const explained = await send(`${site}/problems/invalid-amount`);
	const refused = await send(`${site}/api/${freshName()}/increment`, {
		method: 'POST',
		headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
		body: 'amount=0',
	});
	expect([explained.status, refused.status]).toEqual([200, 422]);
	expect(refused.text).toContain('Go back');
	expect((await send(`${site}/problems/invalid-amount`)).text).toBe(explained.text);
	expect(refused.headers).not.toHaveProperty('etag');
});

test('an address of nothing but slashes leads to the tutorial, also when that is kept', async () => {
	expect((await send(`${site}/`)).status).toBe(200);
	const { status, headers } = await send(`${site}//`);
	expect([status, headers['location']]).toEqual([301, '/']);
});
