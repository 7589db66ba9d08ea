import { expect, inject, test } from 'vitest';
import { problems } from '../../src/core/contract/problem';
import { type Answer, browser, counterValue, form, freshName, post } from './http';

const site = inject('siteUrl');

function submit(name: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
	const options = { headers: { ...browser, ...form, ...headers }, body };
	return post(`${site}/api/${name}/increment`, options);
}

test('a form that names a page of this site is redirected to it', async () => {
	const name = freshName();
	const answer = await submit(name, 'amount=1&return=%2F%23counter-1');
	expect([answer.status, answer.headers['location']]).toEqual([303, '/#counter-1']);
	expect(await counterValue(site, name)).toBe(1);
});

test('a form that names no page is redirected to the page that it is on', async () => {
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
])('a form that names %j is redirected to its counter instead', async (elsewhere) => {
	const name = freshName();
	const body = new URLSearchParams({ amount: '1', return: elsewhere }).toString();
	const { status, headers } = await submit(name, body, {
		Referer: 'https://elsewhere.example/counters/x',
	});
	expect(status).toBe(303);
	expect(headers['location']).toBe(`/counters/${name}`);
});

test('a refused form is answered with a page that gives the reason and a way back', async () => {
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
