import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Site } from '../../scripts/site-process.ts';
import { startTemporarySite } from '../temporary-site.ts';
import { freshName, send, counterValue } from './http';

let site: Site;
/** All that the site wrote so far. */
let log = '';

beforeAll(async () => {
	site = await startTemporarySite({
		objects: 'tests/fixtures/faulty-objects/wrangler.toml',
		log: (text) => {
			log += text;
		},
	});
});

afterAll(async () => {
	await site.stop();
});

test.each(['reset', 'silent'])(
	'a %s counter is a 503 that says when to try again',
	async (fault) => {
		const name = freshName(fault);
		const answers = await Promise.all([
			send(`${site.url}/api/${name}/value`),
			send(`${site.url}/api/${name}/increment`, { method: 'POST' }),
			send(`${site.url}/api/${name}/increment`, {
				method: 'POST',
				headers: { 'Idempotency-Key': 'k' },
			}),
		]);
		for (const { status, headers, text } of answers) {
			expect(status).toBe(503);
			expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
			expect(JSON.parse(text)).toMatchObject({ status: 503, retryAfter: 1 });
			expect(text).not.toContain('secret');
		}
	},
);

test('a bug in an object is a 500 that tells nothing of it', async () => {
	const name = freshName('bug');
	for (const answer of [
		await send(`${site.url}/api/${name}/value`),
		await send(`${site.url}/api/${name}/increment`, { method: 'POST' }),
	]) {
		expect(answer.status).toBe(500);
		expect(answer.headers['content-type']).toBe('application/problem+json');
		expect(answer.text).not.toMatch(/secret|TypeError|at .*:\d+/);
	}
});

test.each(['reset', 'silent', 'bug'])('a page shows a %s counter as unavailable', async (fault) => {
	const { status, text } = await send(`${site.url}/counters/${freshName(fault)}`);
	expect(status).toBe(200);
	expect(text).toContain('unavailable');
	expect(text).not.toContain('<data');
	expect(text).not.toContain('secret');
	expect(text).toContain('</html>');
});

test.each(['reset', 'silent', 'bug'])('the pictures of a %s counter say so', async (fault) => {
	const name = freshName(fault);
	const [badge, data, card] = await Promise.all([
		send(`${site.url}/badge/${name}.svg`),
		send(`${site.url}/badge/${name}.json`),
		send(`${site.url}/card/${name}.png`),
	]);
	expect(badge.text).toContain(`<title>${name}: unavailable</title>`);
	expect(JSON.parse(data.text)).toMatchObject({ message: 'unavailable', isError: true });
	for (const { status, headers } of [badge, data, card]) {
		expect([status, headers['cache-control'], headers['etag']]).toEqual([
			200,
			'no-store',
			undefined,
		]);
	}
});

test('the page of a counter that cannot be reached claims no value', async () => {
	const { text } = await send(`${site.url}/counters/${freshName('reset')}`);
	expect(text).not.toContain('ld+json');
	expect(text).not.toContain('stands at');
});

test('the tutorial does not wait for its counters before they are due', async () => {
	const response = await fetch(`${site.url}/`, {
		headers: { 'Accept-Encoding': 'identity' },
	});
	const decoder = new TextDecoder();
	const pieces: string[] = [];
	for await (const piece of response.body ?? []) pieces.push(decoder.decode(piece));
	const waiting = pieces.findIndex((piece) => piece.includes('class="counter-value"'));
	const before = pieces.slice(0, waiting).join('');
	expect(before).toContain('</head>');
	for (const id of ['why', 'memory', 'for-everybody', 'try-cards']) {
		expect(before).toContain(`id="${id}"`);
	}
	expect(before).not.toContain('</html>');
});

test('a client whose limiter cannot be reached reads on, and writes nothing', async () => {
	const name = freshName();
	const client = '192.0.2.1';
	expect((await send(`${site.url}/api/${name}/value`, { client })).status).toBe(200);
	const refused = await send(`${site.url}/api/${name}/increment`, { method: 'POST', client });
	expect(refused.status).toBe(503);
	expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/);
	expect(await counterValue(site.url, name)).toBe(0);
	expect((await send(`${site.url}/api/${name}/increment`, { method: 'POST' })).text).toBe(
		'{"value":1}',
	);
});

test('a failed request is one line in the log, with its id and its cause but no address', async () => {
	const client = '203.0.113.77';
	const asked = [
		['/api/-/value', 'GET', 'invalid-name'],
		[`/api/${freshName()}/increment`, 'PUT', 'method-not-allowed'],
		[`/api/${freshName('reset')}/value`, 'GET', 'unavailable'],
		[`/api/${freshName('bug')}/increment`, 'POST', 'internal'],
	] as const;
	for (const [path, method, problem] of asked) {
		const { status, headers } = await send(site.url + path, { method, client });
		const id = String(headers['x-request-id']);
		await vi.waitFor(() => expect(log).toContain(id));
		const lines = log.split('\n').filter((line) => line.includes(id));
		expect(lines).toHaveLength(1);
		const line: unknown = JSON.parse(
			lines[0]?.slice(lines[0].indexOf('{')).replace(/}[^}]*$/, '}') ?? '',
		);
		expect(line).toMatchObject({ request: id, status, problem, duration: expect.any(Number) });
		expect(Object.hasOwn(line as object, 'cause')).toBe(status >= 500);
	}
	expect(log).not.toContain(client);
});
