import { describe, expect, inject, test } from 'vitest';
import type { OpenApiDocument } from '../../src/core/openapi/document';
import { problems } from '../../src/core/contract/problem';
import { freshName, randomAddress, send } from './http';

const site = inject('siteUrl');
const html = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

async function contract(): Promise<OpenApiDocument> {
	const { status, headers, text } = await send(`${site}/api/openapi.json`);
	expect([status, headers['content-type']]).toEqual([200, 'application/json']);
	return JSON.parse(text) as OpenApiDocument;
}

describe('the contract', () => {
	test('is the site’s own, open to all, and sent again only if it has changed', async () => {
		const { servers } = await contract();
		expect(servers).toEqual([{ url: site }]);
		const { headers } = await send(`${site}/api/openapi.json`);
		expect(headers['access-control-allow-origin']).toBe('*');
		const tag = String(headers['etag']);
		const same = await send(`${site}/api/openapi.json`, { headers: { 'If-None-Match': tag } });
		expect([same.status, same.text]).toEqual([304, '']);
	});

	test('every address that it documents answers as it says, and takes no other method', async () => {
		for (const [path, methods] of Object.entries((await contract()).paths)) {
			const url = site + path.replace('{name}', freshName());
			for (const [method, { responses }] of Object.entries(methods)) {
				const { status, headers } = await send(url, { method: method.toUpperCase() });
				const content = responses[String(status)]?.content ?? {};
				expect(Object.keys(responses), path).toContain(String(status));
				expect(Object.keys(content), path).toContain(headers['content-type']);
			}
			const { status, headers } = await send(url, { method: 'DELETE' });
			expect(status, path).toBe(405);
			const allowed = String(headers['allow']).split(', ');
			expect(allowed.filter((method) => !['HEAD', 'OPTIONS'].includes(method))).toEqual(
				Object.keys(methods).map((method) => method.toUpperCase()),
			);
		}
	});

	test('every problem that it names has the page that its type says', async () => {
		const { examples } = (await contract()).components;
		for (const [slug, { value }] of Object.entries(examples)) {
			const { type } = value as { type: string };
			expect(type).toBe(`${site}/problems/${slug}`);
			const { status, text } = await send(type);
			expect(status).toBe(200);
			expect(text).toContain(problems[slug as keyof typeof problems].title);
		}
	});
});

describe('inspecting', () => {
	test('tells what the object knows', async () => {
		const name = freshName();
		await send(`${site}/api/${name}/increment`, { method: 'POST' });
		const { status, headers, text } = await send(`${site}/api/${name}/inspect`);
		expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
		expect(JSON.parse(text)).toEqual({
			id: expect.stringMatching(/^[0-9a-f]{64}$/),
			value: 1,
			version: 1,
			wokeAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			calls: 2,
			changes: 1,
			watchers: 0,
			storedBytes: expect.any(Number),
		});
	});

	test('refuses what is no name', async () => {
		expect((await send(`${site}/api/No/inspect`)).status).toBe(400);
	});
});

describe('making a private counter', () => {
	const create = (question: Parameters<typeof send>[1] = {}) =>
		send(`${site}/api/counters`, { method: 'POST', ...question });

	test('gives an address where it can be read and changed, each time another', async () => {
		const { status, headers, text } = await create();
		expect(status).toBe(201);
		const { id, value } = JSON.parse(text) as { id: string; value: number };
		expect(value).toBe(0);
		expect(headers['location']).toBe(`/api/${id}/value`);
		expect((await send(`${site}/api/${id}/increment`, { method: 'POST' })).text).toBe(
			'{"value":1}',
		);
		expect((await send(`${site}${String(headers['location'])}`)).text).toBe('{"value":1}');
		expect((await create()).text).not.toBe(text);
	});

	test('takes a form to its page', async () => {
		const { status, headers } = await create({ headers: html });
		expect(status).toBe(303);
		expect(headers['location']).toMatch(/^\/counters\/[0-9a-f]{64}$/);
	});

	test('is a write: other sites may not, and it spends the budget', async () => {
		const refused = await create({ headers: { 'Sec-Fetch-Site': 'cross-site' } });
		expect(refused.status).toBe(403);
		const client = randomAddress();
		const answers = await Promise.all(Array.from({ length: 14 }, () => create({ client })));
		expect(
			answers
				.map(({ status }) => status)
				.toSorted()
				.slice(-1),
		).toEqual([429]);
		expect(answers.find(({ status }) => status === 201)?.headers['ratelimit']).toMatch(
			/^"write";r=/,
		);
	});
});

describe('reading the budget', () => {
	const budget = async (client: string) =>
		JSON.parse((await send(`${site}/api/limit`, { client })).text) as Record<string, number>;

	test('spends none of it', async () => {
		const client = randomAddress();
		for (let i = 0; i < 20; i++) await send(`${site}/api/limit`, { client });
		expect(await budget(client)).toEqual({
			remaining: 10,
			burst: 10,
			interval: 0.5,
			penalty: 0,
			retryAfter: 0,
		});
	});

	test('tells a client that was refused how long it has to wait', async () => {
		const client = randomAddress();
		const url = `${site}/api/${freshName()}/increment`;
		await Promise.all(Array.from({ length: 14 }, () => send(url, { method: 'POST', client })));
		const { remaining, penalty, retryAfter } = await budget(client);
		expect([remaining, penalty]).toEqual([0, 0.5]);
		expect(retryAfter).toBeGreaterThan(0);
		expect(retryAfter).toBeLessThanOrEqual(0.5);
	});

	test('tells a client without an address of the strict budget', async () => {
		expect(await budget('no address')).toMatchObject({ burst: 1 });
	});
});
