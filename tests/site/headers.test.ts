import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { problems } from '../../src/core/contract/problem';
import { expectSecurityHeaders } from './expect-security-headers';
import { type Answer, browser, form, freshName, type RequestOptions, send } from './http';

const site = inject('siteUrl');
const browserForm = { ...browser, ...form };

/** A request, or several, for every class of response but those of the limiter. */
const classes: readonly (readonly [string, number, () => Promise<Answer>])[] = [
	...(
		[
			['the first page', 200, '/'],
			['a counter’s page', 200, `/counters/${freshName()}`],
			['the page of a counter’s settings', 200, `/counters/${freshName()}/settings`],
			['the page that chooses a counter', 200, '/counters'],
			['the page that makes a counter', 200, '/new'],
			['the page that shows a token, without one', 404, '/created'],
			['a redirect to a counter', 303, '/counters?name=counter-1'],
			['an invalid name in the query', 400, '/counters?name=-'],
			['a missing page', 404, '/nowhere'],
			['the page of an invalid name', 404, '/counters/-'],
			['a problem’s page', 200, '/problems/rate-limited'],
			['the error page', 500, '/500'],
			['a value', 200, `/api/${freshName()}/value`],
			['an invalid name', 400, '/api/-/value'],
			['a missing route of the API', 404, '/api/nowhere'],
			['a write by GET', 405, `/api/${freshName()}/increment`],
			['the icon', 200, '/favicon.svg'],
			['a badge', 200, `/badge/${freshName()}.svg`],
			['a badge’s data', 200, `/badge/${freshName()}.json`],
			['the page of the reference', 200, '/reference'],
			['the glossary', 200, '/glossary'],
			['the page of a lesson', 200, '/lessons/why'],
			['the page of no lesson', 404, '/lessons/nothing'],
			['the contract', 200, '/api/openapi.json'],
			['the site map', 200, '/sitemap.xml'],
			['the rules for crawlers', 200, '/robots.txt'],
			['the list of texts for programs', 200, '/llms.txt'],
			['a lesson as Markdown', 200, '/lessons/why.md'],
			['Astro’s image route', 404, '/_image?href=/favicon.svg'],
			['Astro’s island route', 404, '/_server-islands/Counter'],
			['Astro’s action route', 404, '/_actions/write'],
		] as const
	).map(([what, status, path]) => [what, status, () => send(site + path)] as const),
	...(
		[
			['a write', 200, { method: 'POST' }],
			['a form', 303, { method: 'POST', headers: browserForm, body: 'amount=1' }],
			['a refused form', 422, { method: 'POST', headers: browserForm, body: 'amount=0' }],
			['a refused write', 403, { method: 'POST', headers: { Origin: 'null' } }],
			['a preflight', 204, { method: 'OPTIONS' }],
			['a HEAD of a write', 405, { method: 'HEAD' }],
		] as readonly (readonly [string, number, RequestOptions])[]
	).map(
		([what, status, options]) =>
			[what, status, () => send(`${site}/api/${freshName()}/increment`, options)] as const,
	),
	[
		'an unchanged value',
		304,
		async () => {
			const url = `${site}/api/${freshName()}/value`;
			return send(url, { headers: { 'If-None-Match': String((await send(url)).headers['etag']) } });
		},
	],
];

test.each(classes)('%s (%i) carries the security headers', async (_what, status, request) => {
	const answer = await request();
	expect(answer.status).toBe(status);
	expectSecurityHeaders(answer);
});

test('every file with a hash in its name carries the security headers and no request id', async () => {
	const files = await readdir(join(root, 'dist/pages/_astro'));
	expect(files.length).toBeGreaterThan(2);
	for (const file of files) {
		const answer = await send(`${site}/_astro/${file}`);
		expect(answer.status).toBe(200);
		expectSecurityHeaders(answer);
		expect(answer.headers['cache-control']).toContain('immutable');
		expect(answer.headers).not.toHaveProperty('x-request-id');
	}
});

test('the server asks for TLS over TLS alone, and its files do so always, as Pages serves them', async () => {
	const field = 'strict-transport-security';
	expect((await send(`${site}/`)).headers).not.toHaveProperty(field);
	expect((await send(`${site}/favicon.svg`)).headers[field]).toBe('max-age=31536000');
});

test('every answer of the server carries a new request id', async () => {
	const ids = await Promise.all(
		Array.from({ length: 20 }, async () => (await send(site)).headers['x-request-id']),
	);
	expect(new Set(ids).size).toBe(20);
});

test('every kind of problem has a page with its title and explanation', async () => {
	for (const [slug, { title, explanation }] of Object.entries(problems)) {
		const { status, text } = await send(`${site}/problems/${slug}`);
		expect(status).toBe(200);
		expect(text).toContain(title);
		expect(text.replaceAll('&quot;', '"')).toContain(explanation);
	}
});
