import { expect, inject, test } from 'vitest';
import type { HistoryDocument } from '../../src/core/history/history-document';
import { expectProblem } from './expect-problem';
import { freshName, post, type RequestOptions, send } from './http';

const site = inject('siteUrl');

function historyOf(name: string, query = ''): string {
	return `${site}/api/${name}/history${query}`;
}

async function read(name: string, query = ''): Promise<HistoryDocument> {
	const { status, headers, text } = await send(historyOf(name, query));
	expect([status, headers['content-type']]).toEqual([200, 'application/json']);
	return JSON.parse(text) as HistoryDocument;
}

function json(amount: number): RequestOptions {
	return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ amount }) };
}

/** A name whose counter has 7 added and 2 subtracted. */
async function usedName(): Promise<string> {
	const name = freshName('history');
	await post(`${site}/api/${name}/increment`, json(7));
	await post(`${site}/api/${name}/decrement`, json(2));
	return name;
}

test('a history has the last 24 hours or 30 days, with what was added and subtracted', async () => {
	const name = await usedName();
	for (const [by, spans, length] of [
		['hour', 24, 3_600_000],
		['day', 30, 86_400_000],
	] as const) {
		const { from, to, valueBefore, entries } = await read(name, `?by=${by}`);
		expect((Date.parse(to) - Date.parse(from)) / length).toBe(spans);
		expect(Date.parse(to)).toBeGreaterThan(Date.now());
		expect(valueBefore).toBe(0);
		const sums = entries.map(({ added, subtracted }) => [added, subtracted]);
		// The hour may end between the writes.
		expect(sums.reduce(([a = 0, s = 0], [b = 0, t = 0]) => [a + b, s + t], [0, 0])).toEqual([7, 2]);
		expect(entries.at(-1)?.value).toBe(5);
	}
	expect(await read(name)).toMatchObject({ by: 'hour' });
});

test('a counter that was never written has a history without entries', async () => {
	expect(await read(freshName('history'))).toMatchObject({ valueBefore: 0, entries: [] });
});

test('a history of a time before the first write begins with the value of then', async () => {
	const history = await read(await usedName(), '?by=day&from=2026-01-01&to=2026-02-01');
	expect(history).toEqual({
		by: 'day',
		from: '2026-01-01T00:00:00Z',
		to: '2026-02-01T00:00:00Z',
		valueBefore: 0,
		entries: [],
	});
});

test('a history comes as comma-separated values under a name of its own', async () => {
	const name = await usedName();
	const { status, headers, text } = await send(historyOf(name, '?by=day&format=csv'));
	expect([status, headers['content-type']]).toEqual([
		200,
		'text/csv; charset=utf-8; header=present',
	]);
	expect(headers['content-disposition']).toBe(`attachment; filename="${name}-days.csv"`);
	expect(text).toMatch(/^from,added,subtracted,value\r\n(?:[\dTZ:-]+,\d+,\d+,\d+\r\n)+$/);
	expect(text).toMatch(/,5\r\n$/);
});

test('a history is sent again only if it has changed, and its forms have tags of their own', async () => {
	const name = await usedName();
	const first = await send(historyOf(name));
	expect(first.headers['cache-control']).toBe('no-cache');
	const headers = { 'If-None-Match': String(first.headers['etag']) };
	const same = await send(historyOf(name), { headers });
	expect([same.status, same.text]).toEqual([304, '']);
	expect((await send(historyOf(name, '?by=day'), { headers })).status).toBe(200);
	expect((await send(historyOf(name, '?format=csv'), { headers })).status).toBe(200);
	await post(`${site}/api/${name}/increment`);
	expect((await send(historyOf(name), { headers })).status).toBe(200);
});

test('a HEAD has the fields of the GET and no body', async () => {
	const name = await usedName();
	const get = await send(historyOf(name));
	const head = await send(historyOf(name), { method: 'HEAD' });
	expect([head.status, head.text, head.headers['etag']]).toEqual([200, '', get.headers['etag']]);
});

test.each([
	'?by=week',
	'?format=xml',
	'?from=yesterday',
	'?from=2026-02-30',
	'?from=2026-01-02&to=2026-01-01',
	'?from=2026-01-01&to=2026-11-01',
	'?by=day&from=2000-01-01',
	'?since=2026-01-01',
	'?by=day&by=hour',
])('a history with the query %s is refused', async (query) => {
	const name = freshName('history');
	const answer = await send(historyOf(name, query));
	expectProblem(answer, 'invalid-query');
	expect(answer.headers['cache-control']).toBe('no-store');
});

test('what is no name has no history', async () => {
	expectProblem(await send(historyOf('-x')), 'invalid-name');
});
