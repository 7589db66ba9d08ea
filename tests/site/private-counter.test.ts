/** A counter whose id nobody can guess, and the ids of counters that have a name. */
import { expect, inject, test } from 'vitest';
import type { CounterInspection, PrivateCounter } from '../../src/core/contract/answers';
import { browser, freshName, post, send } from './http';

const site = inject('siteUrl');

async function makePrivate(): Promise<string> {
	const { text } = await post(`${site}/api/counters`);
	return (JSON.parse(text) as PrivateCounter).id;
}

async function inspect(name: string): Promise<CounterInspection> {
	const { text } = await send(`${site}/api/${name}/inspect`);
	return JSON.parse(text) as CounterInspection;
}

function page(name: string) {
	return send(`${site}/counters/${name}`, { headers: browser });
}

test('the page of a private counter says who can change it, and how to keep it', async () => {
	const id = await makePrivate();
	const { status, text } = await page(id);
	expect(status).toBe(200);
	expect(text).toContain('Whoever has the address of this page can read the counter and change it');
	expect(text).toContain(`<code>${site}/counters/${id}</code>`);
});

test('the page of a private counter offers no code to embed, which would give its id away', async () => {
	const id = await makePrivate();
	await post(`${site}/api/${id}/increment`);
	const { text } = await page(id);
	for (const offer of ['Show it elsewhere', '/badge/', '[![', 'curl', 'application/ld+json']) {
		expect(text).not.toContain(offer);
	}
	const named = await page(freshName());
	expect(named.text).toContain('Show it elsewhere');
	expect(named.text).toContain('/badge/');
});

test('the page of a private counter is for no search engine, and its address goes to no other site', async () => {
	const { text, headers } = await page(await makePrivate());
	expect(text).toContain('<meta name="robots" content="noindex"');
	expect(text).not.toContain('rel="canonical"');
	expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
	expect(headers['cache-control']).toBe('no-store');
});

test('the id of a counter with a name leads to the page of its name', async () => {
	const name = freshName();
	await post(`${site}/api/${name}/increment`);
	const { id } = await inspect(name);
	for (let view = 0; view < 2; view++) {
		const { status, headers } = await page(id);
		expect([status, headers['location']]).toEqual([308, `/counters/${name}`]);
	}
	expect((await inspect(id)).name).toBe(name);
	// The API goes on to take the id.
	const { text } = await post(`${site}/api/${id}/increment`);
	expect(text).toBe('{"value":2}');
});

test('a private counter has no name, whatever is written to it', async () => {
	const id = await makePrivate();
	await post(`${site}/api/${id}/increment`);
	expect(await inspect(id)).not.toHaveProperty('name');
	expect((await page(id)).status).toBe(200);
});
