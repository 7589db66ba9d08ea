import { inject, expect, test, describe } from 'vitest';
import { type ProblemSlug, problems } from '../../src/core/contract/problem';
import { type Answer, freshName, type Question, randomAddress, send, counterValue } from './http';

const site = inject('siteUrl');

function post(name: string, operation: string, question: Question = {}): Promise<Answer> {
	return send(`${site}/api/${name}/${operation}`, { method: 'POST', ...question });
}

const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** Checks that an answer is the whole problem document that the catalogue promises. */
function expectProblem({ status, headers, text }: Answer, slug: ProblemSlug): void {
	expect(headers['content-type']).toBe('application/problem+json');
	const document: unknown = JSON.parse(text);
	expect(document).toMatchObject({
		type: `${site}/problems/${slug}`,
		title: problems[slug].title,
		error: problems[slug].title,
		status: problems[slug].status,
		detail: expect.any(String),
		instance: `urn:uuid:${headers['x-request-id']}`,
	});
	expect(status).toBe(problems[slug].status);
}

describe('reading', () => {
	test('a counter that was never used is 0', async () => {
		const { status, headers, text } = await send(`${site}/api/${freshName()}/value`);
		expect(status).toBe(200);
		expect(headers['content-type']).toBe('application/json');
		expect(JSON.parse(text)).toEqual({ value: 0 });
	});

	test('HEAD answers like GET, without the body', async () => {
		const url = `${site}/api/${freshName()}/value`;
		const { status, headers, text } = await send(url, { method: 'HEAD' });
		expect([status, text]).toEqual([200, '']);
		expect(headers['etag']).toBe((await send(url)).headers['etag']);
	});

	test('a value that has not changed is answered with 304', async () => {
		const name = freshName();
		const url = `${site}/api/${name}/value`;
		await post(name, 'increment');
		const { headers } = await send(url);
		const tag = String(headers['etag']);

		const same = await send(url, { headers: { 'If-None-Match': tag } });
		expect([same.status, same.text]).toEqual([304, '']);
		const list = await send(url, { headers: { 'If-None-Match': `"x", W/${tag}` } });
		expect(list.status).toBe(304);

		await post(name, 'increment');
		const changed = await send(url, { headers: { 'If-None-Match': tag } });
		expect([changed.status, changed.text]).toEqual([200, '{"value":2}']);
	});

	test('reads never count and never spend the write budget', async () => {
		const name = freshName();
		const client = randomAddress();
		for (let i = 0; i < 30; i++) await send(`${site}/api/${name}/value`, { client });
		const { headers, text } = await post(name, 'increment', { client });
		expect(text).toBe('{"value":1}');
		expect(headers['ratelimit']).toBe('"write";r=9;t=1');
	});
});

describe('writing', () => {
	test('no body and no headers at all add 1', async () => {
		const name = freshName();
		const { status, text } = await post(name, 'increment');
		expect([status, text]).toEqual([200, '{"value":1}']);
	});

	test('JSON and form bodies name the amount', async () => {
		const name = freshName();
		await post(name, 'increment', { headers: json, body: '{"amount":5}' });
		await post(name, 'increment', { headers: form, body: 'amount=1000' });
		const { text } = await post(name, 'decrement', { headers: json, body: '{}' });
		expect(text).toBe('{"value":1004}');
	});

	test('values below 0 are fine', async () => {
		const { text } = await post(freshName(), 'decrement', { headers: form, body: 'amount=7' });
		expect(text).toBe('{"value":-7}');
	});

	test('a write announces the budget that is left', async () => {
		const client = randomAddress();
		const { headers } = await post(freshName(), 'increment', { client });
		expect(headers['ratelimit-policy']).toBe('"write";q=10;w=5');
		expect(headers['ratelimit']).toBe('"write";r=9;t=1');
	});

	test('2,000 concurrent increments from many clients give exactly 2,000', async () => {
		const name = freshName();
		const clients = Array.from({ length: 250 }, (_, index) => `10.99.${index % 250}.7`);
		const answers = await Promise.all(
			clients.flatMap((client) =>
				Array.from({ length: 8 }, () => post(name, 'increment', { client })),
			),
		);
		expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
		const values = answers.map(({ text }) => (JSON.parse(text) as { value: number }).value);
		expect(new Set(values).size).toBe(2000);
		expect(await counterValue(site, name)).toBe(2000);
	});
});

describe('the client of the original design', () => {
	/** As the article's page calls it: a base address, three paths, `{ value }` or `retryAfter`. */
	async function call(path: string, method = 'GET', client = randomAddress()) {
		const { status, text } = await send(`${site}/api${path}`, { method, client });
		return { ok: status < 400, data: JSON.parse(text) as Record<string, unknown> };
	}

	test('reads, increments and decrements', async () => {
		const name = freshName();
		expect((await call(`/${name}/value`)).data['value']).toBe(0);
		expect((await call(`/${name}/increment`, 'POST')).data['value']).toBe(1);
		expect((await call(`/${name}/decrement`, 'POST')).data['value']).toBe(0);
	});

	test('learns from a refusal how many seconds to wait', async () => {
		const name = freshName();
		const client = randomAddress();
		const answers = await Promise.all(
			Array.from({ length: 14 }, () => call(`/${name}/increment`, 'POST', client)),
		);
		const refused = answers.filter(({ ok }) => !ok);
		expect(refused.length).toBeGreaterThan(0);
		for (const { data } of refused) {
			expect(data['error']).toBe(problems['rate-limited'].title);
			expect(data['retryAfter']).toBeGreaterThan(0);
			expect(data['retryAfter']).toBeLessThanOrEqual(30);
		}
		expect(await counterValue(site, name)).toBe(14 - refused.length);
	});
});

describe('bad input gets its problem and changes nothing', () => {
	const long = 'a'.repeat(65);
	const badNames = ['A', '-a', '.a', '_a', 'a b', 'a%20b', 'ä', 'a%2Fb', '%00', long, 'a~'];
	test.each(badNames)('the name %j', async (name) => {
		const segment = encodeURI(decodeURI(name)).replace('a/b', 'a%2Fb');
		expectProblem(await send(`${site}/api/${segment}/value`), 'invalid-name');
		expectProblem(await post(segment, 'increment'), 'invalid-name');
	});

	test('64 hexadecimal digits that are no id of this site', async () => {
		const digits = '0123456789abcdef'.repeat(4);
		expectProblem(await send(`${site}/api/${digits}/value`), 'invalid-name');
		expectProblem(await post(digits, 'decrement'), 'invalid-name');
	});

	const bad: readonly (readonly [ProblemSlug, Question])[] = [
		['invalid-body', { headers: json, body: '{' }],
		['invalid-body', { headers: json, body: '[5]' }],
		['invalid-body', { headers: json, body: '5' }],
		['invalid-body', { headers: json, body: 'null' }],
		['invalid-body', { headers: json, body: new Uint8Array([0x22, 0xff, 0x22]) }],
		['invalid-amount', { headers: json, body: '{"amount":0}' }],
		['invalid-amount', { headers: json, body: '{"amount":-1}' }],
		['invalid-amount', { headers: json, body: '{"amount":1001}' }],
		['invalid-amount', { headers: json, body: '{"amount":1.5}' }],
		['invalid-amount', { headers: json, body: '{"amount":"5"}' }],
		['invalid-amount', { headers: json, body: '{"amount":null}' }],
		['invalid-amount', { headers: json, body: '{"amount":1e400}' }],
		['invalid-amount', { headers: form, body: 'amount=' }],
		['invalid-amount', { headers: form, body: 'amount=05' }],
		['invalid-amount', { headers: form, body: 'amount=1&amount=2' }],
		['invalid-amount', { headers: form, body: 'amount=1e2' }],
		['unsupported-media-type', { headers: { 'Content-Type': 'text/plain' }, body: 'amount=5' }],
		['unsupported-media-type', { headers: {}, body: 'amount=5' }],
		[
			'unsupported-media-type',
			{ headers: { ...json, 'Content-Encoding': 'gzip' }, body: '{"amount":5}' },
		],
		['body-too-large', { headers: json, body: `{"amount":1,"x":"${'x'.repeat(1024)}"}` }],
		['invalid-key', { headers: { 'Idempotency-Key': '' } }],
		['invalid-key', { headers: { 'Idempotency-Key': 'two words' } }],
		['invalid-key', { headers: { 'Idempotency-Key': 'k'.repeat(65) } }],
		['invalid-key', { headers: { 'Idempotency-Key': '"open' } }],
		['cross-site', { headers: { 'Sec-Fetch-Site': 'cross-site' } }],
		['cross-site', { headers: { 'Sec-Fetch-Site': 'same-site' } }],
		['cross-site', { headers: { Origin: 'https://elsewhere.example' } }],
		['cross-site', { headers: { Origin: 'null' } }],
	];
	test.each(bad)('%s: %j', async (slug, question) => {
		const name = freshName();
		expectProblem(await post(name, 'increment', question), slug);
		expect(await counterValue(site, name)).toBe(0);
	});

	test('a body without an end is cut off at the cap', async () => {
		const name = freshName();
		function* endless(): Generator<Uint8Array> {
			for (let i = 0; i < 40; i++) yield new Uint8Array(100).fill(0x20);
		}
		expectProblem(
			await post(name, 'increment', { headers: json, body: endless() }),
			'body-too-large',
		);
		expect(await counterValue(site, name)).toBe(0);
	});
});

describe('methods', () => {
	test.each([
		['value', 'POST', 'GET, HEAD, OPTIONS'],
		['value', 'PUT', 'GET, HEAD, OPTIONS'],
		['value', 'DELETE', 'GET, HEAD, OPTIONS'],
		['increment', 'GET', 'POST, OPTIONS'],
		['increment', 'PUT', 'POST, OPTIONS'],
		['decrement', 'PATCH', 'POST, OPTIONS'],
	])('%s refuses %s and says what it takes', async (resource, method, allow) => {
		const name = freshName();
		const answer = await send(`${site}/api/${name}/${resource}`, { method });
		expectProblem(answer, 'method-not-allowed');
		expect(new Set(String(answer.headers['allow']).split(', '))).toEqual(
			new Set(allow.split(', ')),
		);
		expect(await counterValue(site, name)).toBe(0);
	});

	test.each(['value', 'increment', 'decrement'])('%s answers OPTIONS', async (resource) => {
		const answer = await send(`${site}/api/${freshName()}/${resource}`, { method: 'OPTIONS' });
		expect([answer.status, answer.text]).toEqual([204, '']);
		expect(answer.headers['allow']).toContain('OPTIONS');
	});

	test('pages are only read', async () => {
		for (const path of ['/', '/counters', '/counters/counter-1', '/problems/internal']) {
			const answer = await send(site + path, { method: 'POST' });
			expectProblem(answer, 'method-not-allowed');
			expect(answer.headers['allow']).toBe('GET, HEAD, OPTIONS');
			const options = await send(site + path, { method: 'OPTIONS' });
			expect([options.status, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
		}
	});

	test.each(['/api', '/api/', '/api/x', '/api/x/y', '/api/x/value/z'])(
		'%s leads nowhere',
		async (path) => {
			expectProblem(await send(site + path), 'not-found');
			expectProblem(await send(site + path, { method: 'POST' }), 'not-found');
		},
	);
});

describe('forms', () => {
	function submit(name: string, body: string, headers: Record<string, string> = {}) {
		return post(name, 'increment', { headers: { ...browser, ...form, ...headers }, body });
	}

	test('a write leads back to the page that the form names', async () => {
		const name = freshName();
		const answer = await submit(name, 'amount=1&return=%2F%23counter-1');
		expect([answer.status, answer.headers['location']]).toEqual([303, '/#counter-1']);
		expect(await counterValue(site, name)).toBe(1);
	});

	test('else to the page that the form is on', async () => {
		const { headers } = await submit(freshName(), '', { Referer: `${site}/counters/x?y#z` });
		expect(headers['location']).toMatch(/^\/counters\/x\?y/);
	});

	test.each([
		'https://elsewhere.example/',
		'//elsewhere.example/',
		'/\\elsewhere.example',
		'/.//elsewhere.example',
		'javascript:alert(1)',
		'',
	])('never to %j', async (elsewhere) => {
		const name = freshName();
		const body = new URLSearchParams({ amount: '1', return: elsewhere }).toString();
		const { status, headers } = await submit(name, body, {
			Referer: 'https://elsewhere.example/counters/x',
		});
		expect(status).toBe(303);
		expect(headers['location']).toBe(`/counters/${name}`);
	});

	test('a refused write is answered with a page that says why and leads back', async () => {
		const name = freshName();
		const { status, headers, text } = await submit(name, 'amount=0', {
			Referer: `${site}/counters/${name}`,
		});
		expect(status).toBe(422);
		expect(headers['content-type']).toContain('text/html');
		expect(text).toContain(problems['invalid-amount'].title);
		expect(text).toContain(`href="/counters/${name}"`);
		expect(text).toContain(String(headers['x-request-id']));
		expect(await counterValue(site, name)).toBe(0);
	});

	test('a refusal by the limiter says how long to wait', async () => {
		const name = freshName();
		const client = randomAddress();
		const answers = await Promise.all(
			Array.from({ length: 16 }, () =>
				post(name, 'increment', { client, headers: { ...browser, ...form }, body: 'amount=1' }),
			),
		);
		const refused = answers.filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(0);
		for (const { headers, text } of refused) {
			expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
			expect(text).toContain('Please wait');
		}
	});
});
