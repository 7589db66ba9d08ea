import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { problems } from '../../src/core/contract/problem';
import { securityHeaders } from '../../src/core/http/security-headers';
import { type Answer, freshName, type Question, randomAddress, send } from './http';

const site = inject('siteUrl');
const form = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' };

async function flood(accept: string): Promise<Answer> {
	const client = randomAddress();
	const url = `${site}/api/${freshName()}/increment`;
	let answer: Answer;
	let tries = 0;
	do {
		answer = await send(url, { method: 'POST', client, headers: { Accept: accept } });
	} while (answer.status !== 429 && ++tries < 40);
	return answer;
}

/** One request, or a whole exchange, for every class of response. */
const classes: readonly (readonly [string, number, () => Promise<Answer>])[] = [
	...(
		[
			['the first page', 200, '/'],
			['a counter’s page', 200, `/counters/${freshName()}`],
			['the chooser', 200, '/counters'],
			['a redirect to a counter', 303, '/counters?name=counter-1'],
			['a name that is none', 400, '/counters?name=-'],
			['a page that is missing', 404, '/nowhere'],
			['a counter’s page that is missing', 404, '/counters/-'],
			['a problem’s page', 200, '/problems/rate-limited'],
			['the error page', 500, '/500'],
			['a value', 200, `/api/${freshName()}/value`],
			['an invalid name', 400, '/api/-/value'],
			['an API route that is missing', 404, '/api/nowhere'],
			['a write by GET', 405, `/api/${freshName()}/increment`],
			['the icon', 200, '/favicon.svg'],
			['a badge', 200, `/badge/${freshName()}.svg`],
			['a badge’s data', 200, `/badge/${freshName()}.json`],
			['a card for links', 200, `/card/${freshName()}.png`],
			['the reference', 200, '/reference'],
			['the contract', 200, '/api/openapi.json'],
			['the site map', 200, '/sitemap.xml'],
			['the rules for crawlers', 200, '/robots.txt'],
			['the framework’s image route', 404, '/_image?href=/favicon.svg'],
			['the framework’s island route', 404, '/_server-islands/Counter'],
			['the framework’s action route', 404, '/_actions/write'],
		] as const
	).map(([what, status, path]) => [what, status, () => send(site + path)] as const),
	...(
		[
			['a write', 200, { method: 'POST' }],
			['a form', 303, { method: 'POST', headers: form, body: 'amount=1' }],
			['a refused form', 422, { method: 'POST', headers: form, body: 'amount=0' }],
			['a refused write', 403, { method: 'POST', headers: { Origin: 'null' } }],
			['a preflight', 204, { method: 'OPTIONS' }],
			['a HEAD of a write', 405, { method: 'HEAD' }],
		] as readonly (readonly [string, number, Question])[]
	).map(
		([what, status, question]) =>
			[what, status, () => send(`${site}/api/${freshName()}/increment`, question)] as const,
	),
	[
		'an unchanged value',
		304,
		async () => {
			const url = `${site}/api/${freshName()}/value`;
			return send(url, { headers: { 'If-None-Match': String((await send(url)).headers['etag']) } });
		},
	],
	['a refusal by the limiter', 429, () => flood('*/*')],
	['a refusal page of the limiter', 429, () => flood('text/html')],
];

describe('every class of response carries the security headers', () => {
	test.each(classes)('%s (%i)', async (_what, status, ask) => {
		const answer = await ask();
		expect(answer.status).toBe(status);
		expectSecured(answer);
	});

	test('every file that is served from disk', async () => {
		const files = await readdir(join(root, 'dist/pages/_astro'));
		expect(files.length).toBeGreaterThan(2);
		for (const file of files) {
			const answer = await send(`${site}/_astro/${file}`);
			expect(answer.status).toBe(200);
			expectSecured(answer);
			expect(answer.headers['cache-control']).toContain('immutable');
			expect(answer.headers).not.toHaveProperty('x-request-id');
		}
	});
});

function expectSecured({ headers, text }: Answer): void {
	for (const [field, value] of Object.entries(securityHeaders)) {
		expect(headers[field.toLowerCase()], field).toBe(value);
	}
	const policy = String(headers['content-security-policy']);
	expect(policy).toContain("default-src 'none'");
	expect(policy).toContain("frame-ancestors 'none'");
	expect(policy).not.toContain('unsafe');
	expect(headers).not.toHaveProperty('x-powered-by');
	expect(text).not.toMatch(/\n\s+at .+:\d+:\d+/);
}

test('the server’s own answers carry a request id, a new one each', async () => {
	const ids = await Promise.all(
		Array.from({ length: 20 }, async () => (await send(site)).headers['x-request-id']),
	);
	expect(new Set(ids).size).toBe(20);
});

test('every kind of problem has its page', async () => {
	for (const [slug, { title, explanation }] of Object.entries(problems)) {
		const { status, text } = await send(`${site}/problems/${slug}`);
		expect(status).toBe(200);
		expect(text).toContain(title);
		expect(text.replaceAll('&quot;', '"')).toContain(explanation);
	}
});
