/** What crawlers and link previews read in a page. */
import type { APIRequestContext, Page } from '@playwright/test';
import { expect, increment, test } from './fixtures';

/** The HTML of a page as somebody reads it who runs no scripts. */
async function htmlOf(request: APIRequestContext, path: string): Promise<string> {
	const response = await request.get(path);
	expect(response.status()).toBe(200);
	expect(response.headers()['content-type']).toBe('text/html; charset=utf-8');
	return response.text();
}

/** The `content` of a `<meta>`, by its `name` or `property`. */
function meta(html: string, key: string): string | undefined {
	return new RegExp(`<meta (?:name|property)="${key}" content="([^"]*)"`).exec(html)?.[1];
}

function canonical(html: string): string | undefined {
	return /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];
}

/** The value in the card of a counter, as the server wrote it. */
function valueIn(html: string, name: string): string | undefined {
	const form = html.slice(html.indexOf(`id="card-${name}"`));
	return /<data class="counter-value" value="(-?\d+)"[^>]*>\1<\/data>/.exec(form)?.[1];
}

test('a crawler finds both values in the HTML of the first page', async ({
	context: { request },
}) => {
	const html = await htmlOf(request, '/');
	expect(valueIn(html, 'counter-1')).toMatch(/^-?\d+$/);
	expect(valueIn(html, 'counter-2')).toMatch(/^-?\d+$/);
});

test('a crawler finds the value in every place of a counter’s page that states it', async ({
	context: { request },
	baseURL,
	name,
}) => {
	await increment(request, name, 987);
	const html = await htmlOf(request, `/counters/${name}`);
	expect(valueIn(html, name)).toBe('987');
	expect(html).toContain(`<title>${name}: 987`);
	expect(meta(html, 'description')).toContain('987');
	expect(canonical(html)).toBe(`${baseURL}/counters/${name}`);
	expect(meta(html, 'og:url')).toBe(canonical(html));
	for (const key of ['og:title', 'twitter:title']) {
		expect(meta(html, key)).toContain('987');
	}
	expect(meta(html, 'twitter:card')).toBe('summary_large_image');
	expect(meta(html, 'twitter:image')).toBe(meta(html, 'og:image'));

	const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1];
	expect(JSON.parse(data ?? '')).toMatchObject({
		'@context': 'https://schema.org',
		interactionStatistic: { '@type': 'InteractionCounter', userInteractionCount: 987 },
	});
});

test('the page of an unused name is not to be indexed, and reading it stores nothing', async ({
	context: { request },
	name,
}) => {
	for (let i = 0; i < 2; i++) {
		const html = await htmlOf(request, `/counters/${name}`);
		expect(valueIn(html, name)).toBe('0');
		expect(meta(html, 'robots')).toBe('noindex');
		expect(canonical(html)).toBeUndefined();
	}
	const inspection = await (await request.get(`/api/${name}/inspect`)).json();
	expect(inspection).toMatchObject({ value: 0, version: 0 });
	await increment(request, name, 1);
	const html = await htmlOf(request, `/counters/${name}`);
	expect(meta(html, 'robots')).toBeUndefined();
});

test('the page of a private counter is not to be indexed, used or not', async ({
	context: { request },
}) => {
	const { id } = await (await request.post('/api/counters')).json();
	expect(meta(await htmlOf(request, `/counters/${id}`), 'robots')).toBe('noindex');
	await increment(request, id, 1);
	expect(meta(await htmlOf(request, `/counters/${id}`), 'robots')).toBe('noindex');
});

test('every page of the site map is there, under its own canonical address', async ({
	context: { request },
}) => {
	const map = await (await request.get('/sitemap.xml')).text();
	const addresses = Array.from(map.matchAll(/<loc>(.*?)<\/loc>/g), ([, address]) => address ?? '');
	expect(addresses.length).toBeGreaterThan(15);
	for (const address of addresses) {
		const html = await htmlOf(request, address);
		if (!address.includes('/counters/')) {
			expect(meta(html, 'robots')).toBeUndefined();
			expect(canonical(html)).toBe(address);
		}
	}
});

for (const path of [
	'/',
	'/lessons/why',
	'/glossary',
	'/counters',
	'/counters/counter-1',
	'/reference',
	'/problems/rate-limited',
]) {
	test(`the link picture of ${path} is there, 1200 by 630`, async ({ page, baseURL }) => {
		await page.goto(path);
		const html = await page.content();
		const address = meta(html, 'og:image') ?? '';
		const lesson = /^\/lessons\/(.+)$/.exec(path)?.[1];
		const picture = lesson === undefined ? 'link-picture' : `link-pictures/${lesson}`;
		expect(address).toBe(`${baseURL}/${picture}.png`);
		expect(meta(html, 'og:image:width')).toBe('1200');
		expect(meta(html, 'og:image:height')).toBe('630');
		expect(await sizeOf(page, address)).toEqual([1200, 630]);
	});
}

test('the address of a drawn link picture leads to the one picture', async ({ page, name }) => {
	await page.goto('/counters');
	expect(await sizeOf(page, `/card/${name}.png`)).toEqual([1200, 630]);
	const url = await page.evaluate(
		async (address) => (await fetch(address)).url,
		`/card/${name}.png`,
	);
	expect(new URL(url).pathname).toBe('/link-picture.png');
});

/** The width and the height of a picture, as a browser decodes it. */
function sizeOf(page: Page, address: string): Promise<readonly number[]> {
	return page.evaluate(async (src) => {
		const picture = new Image();
		picture.src = src;
		await picture.decode();
		return [picture.naturalWidth, picture.naturalHeight];
	}, address);
}
