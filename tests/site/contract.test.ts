import { expect, inject, test } from 'vitest';
import type { OpenApiDocument } from '../../src/core/openapi/document';
import { problems } from '../../src/core/contract/problem';
import { freshName, send } from './http';

const site = inject('siteUrl');

async function contract(): Promise<OpenApiDocument> {
	const { status, headers, text } = await send(`${site}/api/openapi.json`);
	expect([status, headers['content-type']]).toEqual([200, 'application/json']);
	return JSON.parse(text) as OpenApiDocument;
}

test('the contract names this site, is open to all, and is sent again only if it has changed', async () => {
	const { servers } = await contract();
	expect(servers).toEqual([{ url: site }]);
	const { headers } = await send(`${site}/api/openapi.json`);
	expect(headers['access-control-allow-origin']).toBe('*');
	const tag = String(headers['etag']);
	const same = await send(`${site}/api/openapi.json`, { headers: { 'If-None-Match': tag } });
	expect([same.status, same.text]).toEqual([304, '']);
});

test('every address in the contract answers as documented, and takes no other method', async () => {
	for (const [path, methods] of Object.entries((await contract()).paths)) {
		const url = site + path.replace('{name}', freshName());
		for (const [method, { responses }] of Object.entries(methods)) {
			const { status, headers } = await send(url, { method: method.toUpperCase() });
			const content = responses[String(status)]?.content ?? {};
			expect(Object.keys(responses), path).toContain(String(status));
			expect(Object.keys(content), path).toContain(headers['content-type']);
		}
		const { status, headers } = await send(url, { method: 'PROPFIND' });
		expect(status, path).toBe(405);
		const allowed = String(headers['allow']).split(', ');
		expect(allowed.filter((method) => !['HEAD', 'OPTIONS'].includes(method))).toEqual(
			Object.keys(methods).map((method) => method.toUpperCase()),
		);
	}
});

test('every problem in the contract has a page at the address of its type', async () => {
	const { examples } = (await contract()).components;
	for (const [slug, { value }] of Object.entries(examples)) {
		const { type } = value as { type: string };
		expect(type).toBe(`${site}/problems/${slug}`);
		const { status, text } = await send(type);
		expect(status).toBe(200);
		expect(text).toContain(problems[slug as keyof typeof problems].title);
	}
});
