import { describe, expect, test } from 'vitest';
import { createRenderedPages, type RenderedPages } from '../../../src/server/rendered-pages';

/** A page that tells how often it was rendered. */
function countedPage(status = 200) {
	let renderings = 0;
	return async (): Promise<Response> => {
		renderings++;
		const headers = { 'Content-Type': 'text/html', 'X-Request-Id': `rendered ${renderings}` };
		return new Response(`rendering ${renderings}`, { status, headers });
	};
}

async function text(response: Promise<Response>): Promise<string> {
	return (await response).text();
}

describe('a page', () => {
	test('is rendered once as long as what it shows stays the same', async () => {
		const pages = createRenderedPages(10);
		const render = countedPage();
		for (const id of ['a', 'b', 'c']) {
			expect(await text(pages.answer('/x', 1, id, render))).toBe('rendering 1');
		}
	});

	test('is rendered anew for every other version, an older one too', async () => {
		const pages = createRenderedPages(10);
		const render = countedPage();
		for (const [at, version] of [7, 8, 7, 0].entries()) {
			expect(await text(pages.answer('/x', version, 'id', render))).toBe(`rendering ${at + 1}`);
		}
	});

	test('is never another page', async () => {
		const pages = createRenderedPages(10);
		await pages.answer('/x', 1, 'id', async () => new Response('x'));
		expect(await text(pages.answer('/y', 1, 'id', async () => new Response('y')))).toBe('y');
		expect(await text(pages.answer('/x', 1, 'id', async () => new Response('no')))).toBe('x');
	});

	test('keeps its headers, but for a request id of its own for every answer', async () => {
		const pages = createRenderedPages(10);
		const render = countedPage();
		const rendered = await pages.answer('/x', 1, 'unused', render);
		expect(rendered.headers.get('X-Request-Id')).toBe('rendered 1');
		for (const id of ['second', 'third']) {
			const { status, headers } = await pages.answer('/x', 1, id, render);
			expect(status).toBe(200);
			expect([...headers]).toEqual([
				['content-type', 'text/html'],
				['x-request-id', id],
			]);
		}
	});

	test.each([404, 500, 503])('that is a %i is not kept', async (status) => {
		const pages = createRenderedPages(10);
		const render = countedPage(status);
		for (const rendering of [1, 2]) {
			const response = await pages.answer('/x', 1, 'id', render);
			expect(response.status).toBe(status);
			expect(await response.text()).toBe(`rendering ${rendering}`);
		}
	});
});

test('the page rendered longest ago makes room for one too many', async () => {
	const pages: RenderedPages = createRenderedPages(2);
	const ask = (address: string, body: string): Promise<string> =>
		text(pages.answer(address, 1, 'id', async () => new Response(body)));
	expect(await ask('/a', 'a')).toBe('a');
	expect(await ask('/b', 'b')).toBe('b');
	expect(await ask('/c', 'c')).toBe('c');
	expect(await ask('/b', 'again')).toBe('b');
	expect(await ask('/c', 'again')).toBe('c');
	expect(await ask('/a', 'again')).toBe('again');
});
