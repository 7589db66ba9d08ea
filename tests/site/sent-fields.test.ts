import { randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { demoName } from '../../src/core/contract/name';
import type { OpenApiDocument } from '../../src/core/openapi/document';
import { securityHeaders } from '../../src/core/http/security-headers';
import { browser, form, randomAddress, type RequestOptions, send } from './http';

const site = inject('siteUrl');

/** Fields of HTTP and of browsers, which the document names all at once. */
const general = new Set(
	[
		'Connection',
		'Content-Length',
		'Content-Security-Policy',
		'Content-Type',
		'Cross-Origin-Resource-Policy',
		'Date',
		'Keep-Alive',
		'Transfer-Encoding',
		'Vary',
		...Object.keys(securityHeaders),
	].map((field) => field.toLowerCase()),
);

const key = { 'Idempotency-Key': '"5f0c6f0e"' };
const foreign = { 'Sec-Fetch-Site': 'cross-site' };
const requests: readonly RequestOptions[] = [
	{},
	{},
	{ headers: key },
	{ headers: key },
	{ headers: { 'If-None-Match': '*' } },
	{ headers: { 'Idempotency-Key': 'a b' } },
	{ headers: foreign },
	{ headers: form, body: 'amount=0' },
	{ headers: form, body: 'x=0' },
	{ headers: { ...form, ...browser }, body: 'return=%2F' },
	...Array<RequestOptions>(14).fill({}),
];

test('every response of the API has only header fields that the document names', async () => {
	const { text } = await send(`${site}/api/openapi.json`);
	const { paths } = JSON.parse(text) as OpenApiDocument;
	const unnamed = new Set<string>();
	const seen = new Set<string>();
	for (const [path, methods] of Object.entries(paths)) {
		// The name of a demo's counter is good for every operation.
		const name = demoName(randomBytes(16).toString('hex'));
		// A race spends nine writes, and a slow increment takes three seconds.
		const all = /race|slow/.test(path) ? requests.slice(0, 2) : requests;
		for (const [method, operation] of Object.entries(methods)) {
			const client = randomAddress();
			for (const options of all) {
				const sent = method === 'get' ? { headers: options.headers ?? {} } : { ...options, client };
				const { status, headers } = await send(site + path.replace('{name}', name), {
					...sent,
					method: method.toUpperCase(),
				});
				const response = operation.responses[String(status)];
				expect(response, `${method} ${path} ${status}`).toBeDefined();
				seen.add(`${method} ${path} ${status}`);
				const named = Object.keys(response?.headers ?? {}).map((field) => field.toLowerCase());
				for (const field of Object.keys(headers)) {
					if (general.has(field) || field.startsWith('access-control-')) continue;
					if (!named.includes(field)) unnamed.add(`${method} ${path} ${status}: ${field}`);
				}
			}
		}
	}
	expect([...unnamed]).toEqual([]);
	for (const status of ['200', '303', '400', '403', '422', '429']) {
		expect([...seen]).toContain(`post /api/{name}/increment ${status}`);
	}
});

test('every answer of the API leads to the contract', async () => {
	for (const path of [
		'/api/x/value',
		'/api/-/value',
		'/api/nowhere',
		'/api/openapi.json',
		'/reference',
	]) {
		const { headers } = await send(site + path);
		expect(headers['link'], path).toBe('</api/openapi.json>; rel="service-desc"');
	}
	expect((await send(`${site}/`)).headers).not.toHaveProperty('link');
});
