import { expect, test } from 'vitest';
import { createPageCache } from '../../../src/server/page-cache';

/** Returns a function that renders a page and numbers each rendering. */
function countedPage(status = 200) {
	let renderings = 0;
	return async (): Promise<Response> => {
		renderings++;
		const headers = { 'Content-Type': 'text/html', 'X-Rendering': String(renderings) };
		return new Response(`rendering ${renderings}`, { status, headers });
	};
}

async function text(response: Promise<Response>): Promise<string> {
	return (await response).text();
}

test('a page is rendered once while its version stays the same', async () => {
	const cache = createPageCache(10);
	const render = countedPage();
	for (let view = 0; view < 3; view++) {
		expect(await text(cache.respond('/x', '1', render))).toBe('rendering 1');
	}
});

test('a page is rendered again for every other version, an older one too', async () => {
	const cache = createPageCache(10);
	const render = countedPage();
	for (const [at, version] of [7, 8, 7, 0].entries()) {
		expect(await text(cache.respond('/x', String(version), render))).toBe(`rendering ${at + 1}`);
	}
});

test('pages with different addresses are cached apart', async () => {
	const cache = createPageCache(10);
	await cache.respond('/x', '1', async () => new Response('x'));
	expect(await text(cache.respond('/y', '1', async () => new Response('y')))).toBe('y');
	expect(await text(cache.respond('/x', '1', async () => new Response('no')))).toBe('x');
});

test('a cached page keeps its headers, and what is added to one answer is not in the next', async () => {
	const cache = createPageCache(10);
	const render = countedPage();
	for (let view = 0; view < 3; view++) {
		const { status, headers } = await cache.respond('/x', '1', render);
		expect(status).toBe(200);
		expect([...headers]).toEqual([
			['content-type', 'text/html'],
			['x-rendering', '1'],
		]);
		headers.set('X-Request-Id', `view ${view}`);
	}
});

test.each([404, 500, 503])('a page with status %i is not cached', async (status) => {
	const cache = createPageCache(10);
	const render = countedPage(status);
	for (const rendering of [1, 2]) {
		const response = await cache.respond('/x', '1', render);
		expect(response.status).toBe(status);
		expect(await response.text()).toBe(`rendering ${rendering}`);
	}
});

test('a full page cache removes the page that was rendered longest ago', async () => {
	const cache = createPageCache(2);
	const view = (address: string, body: string): Promise<string> =>
		text(cache.respond(address, '1', async () => new Response(body)));
	expect(await view('/a', 'a')).toBe('a');
	expect(await view('/b', 'b')).toBe('b');
	expect(await view('/c', 'c')).toBe('c');
	expect(await view('/b', 'again')).toBe('b');
	expect(await view('/c', 'again')).toBe('c');
	expect(await view('/a', 'again')).toBe('again');
});

test('a page that lacks something is rendered again', async () => {
	const cache = createPageCache(10);
	const render = countedPage();
	let isWhole = false;
	const respond = () => text(cache.respond('/x', '1', render, () => isWhole));
	expect([await respond(), await respond()]).toEqual(['rendering 1', 'rendering 2']);
	isWhole = true;
	expect([await respond(), await respond()]).toEqual(['rendering 3', 'rendering 3']);
});
