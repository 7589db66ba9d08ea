import { expect, inject, test } from 'vitest';
import { problems } from '../../src/core/contract/problem';
import { counterValue, form, freshName, post, randomAddress } from './http';

const site = inject('siteUrl');

/** What a text browser and a bare `curl` accept. */
const anything = { ...form, Accept: '*/*' };

test.each([
	['*/*', 303],
	['text/html, */*', 303],
	['image/*, */*;q=0.1', 303],
	['application/json;q=0.5, text/html;q=0.5', 303],
	['application/json', 200],
	['application/json, */*;q=0.5', 200],
])('a form with a return field whose Accept is %j gets %d', async (accept, status) => {
	const name = freshName('form');
	const body = `amount=2&return=%2Fcounters%2F${name}`;
	const answer = await post(`${site}/api/${name}/increment`, {
		headers: { ...form, Accept: accept },
		body,
	});
	expect(answer.status).toBe(status);
	expect(answer.headers['location']).toBe(status === 303 ? `/counters/${name}` : undefined);
	expect(answer.headers['ratelimit']).toMatch(/^"write";r=9;t=1$/);
	expect(await counterValue(site, name)).toBe(2);
});

test('a form with a return field and without Accept is redirected', async () => {
	const name = freshName('form');
	const answer = await post(`${site}/api/${name}/increment`, { headers: form, body: 'return=%2F' });
	expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
});

test('a form without a return field gets JSON, as a program does that sends -d amount=2', async () => {
	const name = freshName('form');
	const answer = await post(`${site}/api/${name}/increment`, {
		headers: anything,
		body: 'amount=2',
	});
	expect([answer.status, answer.text]).toEqual([200, '{"value":2}']);
});

const refusals = [
	['invalid-amount', 'increment', 'amount=0&return=%2Fcounters', {}],
	['invalid-body', 'increment', 'amout=1&return=%2Fcounters', {}],
	['invalid-query', 'increment?amount=5', 'return=%2Fcounters', {}],
	['cross-site', 'increment', 'return=%2Fcounters', { 'Sec-Fetch-Site': 'cross-site' }],
	['invalid-key', 'increment', 'return=%2Fcounters', { 'Idempotency-Key': 'a b' }],
	['method-not-allowed', 'value', 'return=%2Fcounters', {}],
	['not-found', 'nowhere', 'return=%2Fcounters', {}],
] as const;
test.each(refusals)(
	'a form with a return field that gets %s gets a page that leads back',
	async (slug, resource, body, headers) => {
		const name = freshName('form');
		const answer = await post(`${site}/api/${name}/${resource}`, {
			headers: { ...anything, ...headers },
			body,
		});
		expect(answer.status).toBe(problems[slug].status);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.text).toContain(problems[slug].title);
		expect(answer.text).toContain('href="/counters"');
		expect(await counterValue(site, name)).toBe(0);
	},
);

test('a form with a return field that the limiter refuses gets a page, also when it is blocked', async () => {
	const client = randomAddress();
	const statuses = new Set<number>();
	for (let i = 0; i < 30; i++) {
		const { status, headers, text } = await post(`${site}/api/${freshName()}/increment`, {
			client,
			headers: anything,
			body: 'amount=1&return=%2F',
		});
		statuses.add(status);
		if (status !== 429) continue;
		expect(headers['content-type']).toContain('text/html');
		expect(text).toContain('Please wait');
	}
	expect(statuses).toEqual(new Set([303, 429]));
});

test('a form with a return field makes a private counter and is led to its page', async () => {
	const options = { headers: anything, body: 'return=%2Fcounters' };
	const { status, headers } = await post(`${site}/api/counters`, options);
	expect(status).toBe(303);
	expect(headers['location']).toMatch(/^\/counters\/[0-9a-f]{64}$/);
});
