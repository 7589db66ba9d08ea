/** What crawlers, readers of links and other sites see of a counter. */
import type { APIRequestContext } from '@playwright/test';
import { drawBadge, valueMessage } from '../../src/core/pictures/badge';
import { badgeStyles } from '../../src/core/pictures/badge-options';
import { card, expect, test } from './fixtures';

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
	const form = html.slice(html.indexOf(`id="${name}"`));
	return /<data class="counter-value" value="(-?\d+)"[^>]*>\1<\/data>/.exec(form)?.[1];
}

async function add(request: APIRequestContext, name: string, amount: number): Promise<void> {
	const response = await request.post(`/api/${name}/increment`, { data: { amount } });
	expect(response.ok()).toBe(true);
}

test.describe('a crawler', () => {
	test('finds both values in the HTML of the first page', async ({ context: { request } }) => {
		const html = await htmlOf(request, '/');
		expect(valueIn(html, 'counter-1')).toMatch(/^-?\d+$/);
		expect(valueIn(html, 'counter-2')).toMatch(/^-?\d+$/);
	});

	test('finds the value of a counter’s page wherever it looks', async ({
		context: { request },
		baseURL,
		name,
	}) => {
		await add(request, name, 987);
		const html = await htmlOf(request, `/counters/${name}`);
		expect(valueIn(html, name)).toBe('987');
		expect(html).toContain(`<title>${name}: 987`);
		expect(meta(html, 'description')).toContain('987');
		expect(canonical(html)).toBe(`${baseURL}/counters/${name}`);
		expect(meta(html, 'og:url')).toBe(canonical(html));
		for (const key of ['og:title', 'og:image:alt', 'twitter:title']) {
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

	test('is told to leave out a name that nobody has used, and reading it stores nothing', async ({
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
		await add(request, name, 1);
		const html = await htmlOf(request, `/counters/${name}`);
		expect(meta(html, 'robots')).toBeUndefined();
	});

	test('is told to leave out a private counter, used or not', async ({ context: { request } }) => {
		const { id } = await (await request.post('/api/counters')).json();
		expect(meta(await htmlOf(request, `/counters/${id}`), 'robots')).toBe('noindex');
		await add(request, id, 1);
		expect(meta(await htmlOf(request, `/counters/${id}`), 'robots')).toBe('noindex');
	});

	test('finds every page of the site map, each under its own canonical address', async ({
		context: { request },
	}) => {
		const map = await (await request.get('/sitemap.xml')).text();
		const addresses = Array.from(
			map.matchAll(/<loc>(.*?)<\/loc>/g),
			([, address]) => address ?? '',
		);
		expect(addresses.length).toBeGreaterThan(15);
		for (const address of addresses) {
			const html = await htmlOf(request, address);
			if (!address.includes('/counters/')) {
				expect(meta(html, 'robots')).toBeUndefined();
				expect(canonical(html)).toBe(address);
			}
		}
	});

	test('finds the picture of a link: a PNG of the size that was promised', async ({
		page,
		name,
	}) => {
		await page.goto(`/counters/${name}`);
		const html = await page.content();
		const size = await page.evaluate(
			async (address) => {
				const picture = new Image();
				picture.src = address;
				await picture.decode();
				return [picture.naturalWidth, picture.naturalHeight];
			},
			meta(html, 'og:image') ?? '',
		);
		expect(size.map(String)).toEqual([meta(html, 'og:image:width'), meta(html, 'og:image:height')]);
	});
});

test.describe('a badge', () => {
	const values = [0, 7, -1, 123456, -1234567890, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

	for (const style of badgeStyles) {
		test(`has room for its text in the style ${style}`, async ({ page }) => {
			for (const value of values) {
				const options = { label: 'Visits, Ωmega & 訪問', color: '2467a8', style };
				await page.setContent(drawBadge(options, valueMessage(value)));
				const boxes = await page.locator('svg text').evaluateAll((texts) =>
					texts.map((text) => {
						const { x, width } = (text as SVGGraphicsElement).getBBox();
						return { left: x, right: x + width };
					}),
				);
				const room = Number(await page.locator('svg').getAttribute('width'));
				const [label, message] = boxes;
				expect(label?.left).toBeGreaterThan(4);
				expect(label?.right).toBeLessThan(message?.left ?? 0);
				expect(message?.right).toBeLessThan(room);
			}
		});

		test(`is drawn in an <img> in the style ${style}`, async ({ page }) => {
			for (const [index, value] of values.entries()) {
				const options = { label: 'visits', color: '2467a8', style };
				const body = drawBadge(options, valueMessage(value));
				await page.route(`**/drawn-${index}.svg`, (route) =>
					route.fulfill({ contentType: 'image/svg+xml', body }),
				);
			}
			await page.goto('/counters');
			const sizes = await page.evaluate(
				(count) =>
					Promise.all(
						Array.from({ length: count }, async (_, index) => {
							const picture = new Image();
							picture.src = `/drawn-${index}.svg`;
							await picture.decode();
							return { width: picture.naturalWidth, height: picture.naturalHeight };
						}),
					),
				values.length,
			);
			for (const { width, height } of sizes) {
				expect(height).toBe(20);
				expect(width).toBeGreaterThan(40);
			}
		});
	}

	test('is a picture of the value, also where the name or the parameters are none', async ({
		page,
		context: { request },
		name,
	}) => {
		await add(request, name, 12);
		await page.goto(`/counters/${name}`);
		for (const badge of await page.locator('.badges img').all()) {
			await expect(badge).toHaveJSProperty('naturalHeight', 20);
		}
		const addresses = [
			`/badge/${name}.svg?label=&color=nonsense&style=nonsense`,
			`/badge/${name}.svg?label=${'%F0%9F%98%80'.repeat(80)}`,
			'/badge/No%20Name.svg',
			`/badge/${'f'.repeat(64)}.svg`,
		];
		const heights = await page.evaluate(
			(addresses) =>
				Promise.all(
					addresses.map(async (address) => {
						const picture = new Image();
						picture.src = address;
						await picture.decode();
						return picture.naturalHeight;
					}),
				),
			addresses,
		);
		expect(heights).toEqual([20, 20, 20, 20]);
	});

	test('is asked for again each time, and sent only if it has changed', async ({
		context: { request },
		name,
	}) => {
		const path = `/badge/${name}.svg`;
		const first = await request.get(path);
		expect(first.headers()).toMatchObject({
			'content-type': 'image/svg+xml',
			'cache-control': 'no-cache',
			'access-control-allow-origin': '*',
		});
		const tag = first.headers()['etag'] ?? '';
		const ask = async (address: string) =>
			(await request.get(address, { headers: { 'If-None-Match': tag } })).status();
		expect(await ask(path)).toBe(304);
		expect(await ask(`${path}?label=other`)).toBe(200);
		await add(request, name, 1);
		expect(await ask(path)).toBe(200);
	});

	test('is data for services that draw badges', async ({ context: { request }, name }) => {
		await add(request, name, 3);
		const response = await request.get(`/badge/${name}.json?label=visits&color=green`);
		expect(await response.json()).toEqual({
			schemaVersion: 1,
			label: 'visits',
			message: '3',
			color: '2f7d3b',
		});
	});
});

test.describe('a reader', () => {
	test('copies the code that embeds a counter', async ({ page, context, name, baseURL }) => {
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await page.goto(`/counters/${name}`);
		await page.getByRole('button', { name: 'Copy Markdown' }).click();
		await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toBe(`[![${name}](${baseURL}/badge/${name}.svg)](${baseURL}/counters/${name})`);
	});

	test('copies a client that works', async ({ page, name, baseURL }) => {
		await page.goto('/reference');
		const figure = page.locator('figure', { hasText: 'client.ts' });
		const source = (await figure.locator('code').textContent()) ?? '';
		expect(source).not.toMatch(/^import /m);
		expect(source).toContain('export async function postChange(');
		const { postChange, readValue } = await import('../../src/islands/counter/client');
		const options = { site: baseURL ?? '' };
		const write = { operation: 'increment', amount: 4 } as const;
		const counted = { value: 4, version: 1 };
		expect(await postChange(name, write, options)).toEqual({ counted });
		expect(await readValue(name, undefined, options)).toEqual(counted);
		expect(await readValue(name, counted.version, options)).toBe('unchanged');
		expect(await postChange(name, { ...write, amount: 0 }, options)).toMatchObject({
			refused: { status: 422, title: 'The amount is not valid' },
		});
	});

	test('makes a private counter and keeps it', async ({ page }) => {
		await page.goto('/counters');
		await page.getByRole('button', { name: 'Make a private counter' }).click();
		await expect(page).toHaveURL(/\/counters\/[0-9a-f]{64}$/);
		const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
		await card(page, id).add.click();
		await expect(card(page, id).value).toHaveText('1');
		await expect(async () => {
			expect(await (await page.request.get(`/api/${id}/value`)).json()).toEqual({ value: 1 });
		}).toPass();
		await page.reload();
		await expect(card(page, id).value).toHaveText('1');
	});

	test('finds nothing to copy with a button that cannot work', async ({ browser, baseURL }) => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${baseURL}/reference`);
		await expect(page.locator('figure code').first()).toBeVisible();
		await expect(page.getByRole('button')).toHaveCount(0);
		await context.close();
	});
});
