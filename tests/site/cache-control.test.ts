import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { demoName } from '../../src/core/contract/name';
import type { OpenApiDocument } from '../../src/core/openapi/document';
import { lessonsFile } from '../../src/tutorial/prerendered';
import { type Answer, browser, form, freshName, type RequestOptions, send } from './http';

const site = inject('siteUrl');

/** Expects that an answer says how it may be stored: what failed not at all. */
function expectCaching({ status, headers }: Answer, what: string): void {
	const caching = headers['cache-control'];
	expect(['no-cache', 'no-store'], `${what}, ${status}`).toContain(caching);
	if (status >= 300 && status !== 304) expect(caching, `${what}, ${status}`).toBe('no-store');
	if (status === 304) expect(headers['etag'], what).toBeDefined();
}

const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'POST'];

test('every answer of the API to every method says how it may be stored', async () => {
	const { text } = await send(`${site}/api/openapi.json`);
	const { paths } = JSON.parse(text) as OpenApiDocument;
	const statuses = new Set<number>();
	for (const path of [...Object.keys(paths), '/api', '/api/nowhere', '/badge/x.gif']) {
		// The name of a demo's counter is good for every operation.
		const name = demoName(randomBytes(16).toString('hex'));
		for (const method of methods) {
			const answer = await send(site + path.replace('{name}', name), { method });
			statuses.add(answer.status);
			expectCaching(answer, `${method} ${path}`);
		}
	}
	expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 404, 405, 426]));
});

const pages = [
	'/',
	'/counters',
	'/new',
	'/counters/counter-1',
	'/counters/counter-1/settings',
	'/reference',
	'/glossary',
	'/lessons/why',
	'/lessons/counter-service',
	'/lessons/nothing',
	'/problems/internal',
	'/embed/counter-1',
	'/sitemap.xml',
	'/robots.txt',
	'/llms.txt',
	'/.well-known/api-catalog',
	'/.well-known/security.txt',
	'/created',
	'/nowhere',
	'/404',
	'/500',
	'/_image',
];
test.each(pages)('every answer of %s to every method says how it may be stored', async (path) => {
	for (const method of methods) {
		expectCaching(await send(site + path, { method, headers: browser }), `${method} ${path}`);
	}
});

const counter = `/api/${freshName()}`;
const others: readonly (readonly [string, number, string, RequestOptions])[] = [
	['a redirect to a counter', 303, '/counters?name=counter-1', {}],
	['a redirect to the small letters of a name', 308, '/counters/Counter-1', {}],
	['an unusable name in a query', 400, '/counters?name=-', {}],
	['a redirect of Astro', 301, '//', {}],
	['a value that is known', 304, `${counter}/value`, { headers: { 'If-None-Match': '*' } }],
	['a contract that is known', 304, '/api/openapi.json', { headers: { 'If-None-Match': '*' } }],
	['an invalid name', 400, '/api/-/value', {}],
	['a write with a query', 400, `${counter}/increment?amount=2`, { method: 'POST' }],
	['a form', 303, `${counter}/increment`, { method: 'POST', headers: { ...browser, ...form } }],
	[
		'a refused form',
		422,
		`${counter}/increment`,
		{ method: 'POST', headers: { ...browser, ...form }, body: 'amount=0' },
	],
	['a foreign write', 403, `${counter}/increment`, { method: 'POST', headers: { Origin: 'null' } }],
	['a malformed path', 404, '/%ff', {}],
];
test.each(others)('%s (%i) says how it may be stored', async (what, status, path, options) => {
	const answer = await send(site + path, options);
	expect(answer.status).toBe(status);
	expectCaching(answer, what);
});

test('a refusal of the limiter is not stored', async () => {
	const client = '10.7.7.7';
	const write = () => send(`${site}${counter}/increment`, { method: 'POST', client });
	const answers = await Promise.all(Array.from({ length: 14 }, write));
	expect(answers.map(({ status }) => status)).toContain(429);
	for (const answer of answers) expectCaching(answer, 'a write');
});

test('every file on disk is validated each time, but for those with a hash in their name', async () => {
	const folder = join(root, 'dist/pages');
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
		.filter(
			(path) =>
				path !== lessonsFile &&
				!/^\/(?:_(?:worker|headers|redirects|routes)|\.)|\.html$/.test(path),
		);
	expect(files.length).toBeGreaterThan(8);
	for (const path of files) {
		const { status, headers } = await send(site + path);
		expect(status, path).toBe(200);
		expect(headers['cache-control'], path).toBe(
			path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
		);
		const known = await send(site + path, {
			headers: { 'If-None-Match': String(headers['etag']) },
		});
		expect([known.status, known.headers['cache-control']], path).toEqual([
			304,
			headers['cache-control'],
		]);
	}
});

test('a file that is missing on disk and a redirect of Pages are not kept for long', async () => {
	const missing = await send(`${site}/_astro/missing.00000000.js`);
	expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store']);
	const moved = await send(`${site}/card/x.png`);
	expect([moved.status, moved.headers['cache-control']]).toEqual([301, 'no-cache']);
});
