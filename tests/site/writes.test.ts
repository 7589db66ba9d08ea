import { expect, inject, test } from 'vitest';
import { counterValue, form, freshName, json, post, randomAddress } from './http';

const site = inject('siteUrl');

test('an increment without a body and without headers adds 1', async () => {
	const { status, text } = await post(`${site}/api/${freshName()}/increment`);
	expect([status, text]).toEqual([200, '{"value":1}']);
});

test('a write adds the amount in its JSON or form body', async () => {
	const counter = `${site}/api/${freshName()}`;
	await post(`${counter}/increment`, { headers: json, body: '{"amount":5}' });
	await post(`${counter}/increment`, { headers: form, body: 'amount=1000' });
	const { text } = await post(`${counter}/decrement`, { headers: json, body: '{}' });
	expect(text).toBe('{"value":1004}');
});

test('a decrement may take a counter below 0', async () => {
	const url = `${site}/api/${freshName()}/decrement`;
	expect((await post(url, { headers: form, body: 'amount=7' })).text).toBe('{"value":-7}');
});

test('a write announces the budget that is left', async () => {
	const client = randomAddress();
	const { headers } = await post(`${site}/api/${freshName()}/increment`, { client });
	expect(headers['ratelimit-policy']).toBe('"write";q=10;w=5');
	expect(headers['ratelimit']).toBe('"write";r=9;t=1');
});

test('2,000 concurrent increments from many clients give exactly 2,000', async () => {
	const name = freshName();
	const clients = Array.from({ length: 250 }, (_, index) => `10.99.${index % 250}.7`);
	const answers = await Promise.all(
		clients.flatMap((client) =>
			Array.from({ length: 8 }, () => post(`${site}/api/${name}/increment`, { client })),
		),
	);
	expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
	const values = answers.map(({ text }) => (JSON.parse(text) as { value: number }).value);
	expect(new Set(values).size).toBe(2000);
	expect(await counterValue(site, name)).toBe(2000);
});
