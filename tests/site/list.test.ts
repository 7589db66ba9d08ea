import { expect, inject, test } from 'vitest';
import type { CounterList } from '../../src/core/contract/listing';
import { expectProblem } from './expect-problem';
import { freshName, json, post, send } from './http';

const site = inject('siteUrl');
const list = `${site}/api/counters`;

interface Created {
	readonly name: string;
	readonly ownerToken: string;
}

/** Makes a counter with an owner. */
async function claim(name: string, value: number, listed = true): Promise<Created> {
	const body = JSON.stringify({ name, value, listed });
	const { status, text } = await post(list, { headers: json, body });
	expect([status, text]).toEqual([201, expect.any(String)]);
	return JSON.parse(text) as Created;
}

async function read(query = ''): Promise<CounterList> {
	const { status, text } = await send(list + query);
	expect([status, text]).toEqual([200, expect.any(String)]);
	return JSON.parse(text) as CounterList;
}

/** Follows the list from its first page to its end. */
async function readAll(limit: number): Promise<CounterList['counters']> {
	const all: CounterList['counters'][number][] = [];
	let page = await read(`?limit=${limit}`);
	for (;;) {
		all.push(...page.counters);
		expect(page.counters.length).toBeLessThanOrEqual(limit);
		if (page.next === undefined) return all;
		page = await read(`?limit=${limit}&after=${page.next}`);
	}
}

async function listedValue(name: string): Promise<number | undefined> {
	return (await readAll(100)).find((counter) => counter.name === name)?.value;
}

test('listed counters are found page by page, the newest first, and others are not', async () => {
	const names = [1, 2, 3].map(() => freshName('list'));
	const hidden = freshName('hidden');
	for (const [at, name] of names.entries()) await claim(name, at);
	await claim(hidden, 9, false);
	await post(`${site}/api/${freshName('plain')}/increment`);
	for (const [at, name] of names.entries()) await expect.poll(() => listedValue(name)).toBe(at);

	const all = await readAll(2);
	const found = all.map(({ name }) => name).filter((name) => /^(?:list|hidden|plain)-/.test(name));
	expect(found).toEqual(names.toReversed());
	const times = all.map(({ changedAt }) => changedAt);
	expect(times).toEqual(times.toSorted().toReversed());
	expect(new Date(times[0] ?? '').toISOString()).toBe(times[0]);
});

test('a page that is not the last names the next one in its Link', async () => {
	for (const name of [freshName('link'), freshName('link')]) {
		await claim(name, 1);
		await expect.poll(() => listedValue(name)).toBe(1);
	}
	const { headers, text } = await send(`${list}?limit=1`);
	const { next } = JSON.parse(text) as CounterList;
	expect(String(headers['link']).split(', ')).toEqual([
		`</api/counters?after=${next}&limit=1>; rel="next"`,
		'</api/openapi.json>; rel="service-desc"',
	]);
	expect(headers['cache-control']).toBe('no-store');
	const last = await send(`${list}?limit=100&after=0.a`);
	expect([last.text, last.headers['link']]).toEqual([
		'{"counters":[]}',
		'</api/openapi.json>; rel="service-desc"',
	]);
});

test('a counter that is unlisted or removed is gone from the list', async () => {
	const [unlisted, removed] = [await claim(freshName('out'), 5), await claim(freshName('out'), 6)];
	for (const { name } of [unlisted, removed]) {
		await expect.poll(() => listedValue(name)).toBeDefined();
	}
	const bearer = ({ ownerToken }: Created) => ({ Authorization: `Bearer ${ownerToken}` });
	await send(`${site}/api/${unlisted.name}/settings`, {
		method: 'PATCH',
		headers: { ...json, ...bearer(unlisted) },
		body: '{"listed":false}',
	});
	await send(`${site}/api/${removed.name}`, { method: 'DELETE', headers: bearer(removed) });
	for (const { name } of [unlisted, removed]) {
		await expect.poll(() => listedValue(name)).toBeUndefined();
	}
});

test.each([
	'?page=2',
	'?limit=0',
	'?limit=101',
	'?limit=x',
	'?after=',
	'?after=-',
	'?limit=1&limit=1',
])('the list refuses the query %s, and says why', async (query) => {
	const answer = await send(list + query);
	expectProblem(answer, 'invalid-query');
	expect((JSON.parse(answer.text) as { detail: string }).detail).toMatch(/^The query has /);
});

test('the page of the list shows its counters without a script, and leads to older ones', async () => {
	const names = Array.from({ length: 22 }, () => freshName('page'));
	for (const name of names) await claim(name, 4711);
	for (const name of names) await expect.poll(() => listedValue(name)).toBe(4711);
	const { text, headers } = await send(`${site}/counters`);
	expect(headers['cache-control']).toBe('no-store');
	const last = names.at(-1) ?? '';
	expect(text).toContain(`href="/counters/${last}"`);
	expect(text).toContain('4711');
	expect(text).toMatch(/<time datetime="[\dT:.-]+Z">\s*[\d-]+ \d\d:\d\d UTC\s*<\/time>/);
	const [, older = ''] = /rel="next" href="([^"#]+)#list"/.exec(text) ?? [];
	const second = await send(site + older);
	expect(second.text).toContain(`href="/counters/${names[0]}"`);
	expect(second.text).not.toContain(`href="/counters/${last}"`);
	expect(second.text).toContain('noindex');
	expect(second.text).toContain('>Newest</a>');
});

test('a page of the list is as new as the list, also when it was shown before', async () => {
	const name = freshName('fresh');
	await send(`${site}/counters`);
	await claim(name, 3);
	await expect.poll(async () => (await send(`${site}/counters`)).text).toContain(name);
});

test('an address of the page with a cursor that is none leads to the first page', async () => {
	const { status, headers } = await send(`${site}/counters?after=nonsense`);
	expect([status, headers['location']]).toEqual([303, '/counters']);
});
