import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { runEveryDemo } from './demo';
import { expect, hydrated, openCounter, painted, test } from './fixtures';

for (const path of ['/', '/counters/x']) {
	test(`${path} asks nobody but its own site`, async ({ page, baseURL }) => {
		const foreign: string[] = [];
		page.on('request', (request) => {
			const { origin, protocol } = new URL(request.url());
			if (protocol.startsWith('http') && origin !== baseURL) foreign.push(request.url());
		});
		await page.goto(path, { waitUntil: 'networkidle' });
		expect(foreign).toEqual([]);
	});

	test(`nothing on ${path} moves while it loads and is hydrated`, async ({ page }) => {
		await page.addInitScript(() => {
			const shifts: number[] = [];
			Reflect.set(globalThis, 'layoutShifts', shifts);
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) {
					// The table of contents unfolds the lesson that is being read, and moves only itself.
					const sources = Reflect.get(entry, 'sources') as { node: Element | null }[];
					if (sources.every(({ node }) => node?.closest?.('.lessons-nav'))) continue;
					shifts.push(Reflect.get(entry, 'value') as number);
				}
			}).observe({ type: 'layout-shift', buffered: true });
		});
		await page.goto(path, { waitUntil: 'networkidle' });
		const card = page.locator('form.counter').first();
		await card.scrollIntoViewIfNeeded();
		await expect(card.getByText(/watching/)).toBeVisible();
		await hydrated(page);
		await expect(card).toHaveAttribute('aria-busy', 'false');
		await painted(page);
		expect(await page.evaluate(() => Reflect.get(globalThis, 'layoutShifts'))).toEqual([]);
	});
}

const kibibyte = 1024;

/** Adds up the JavaScript that a page gets, each script compressed by itself. */
function weigh(page: Page): () => Promise<number> {
	const scripts: Promise<Buffer>[] = [];
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script') scripts.push(response.body());
	});
	return async () => {
		const inline = await page
			.locator('script:not([src], [type="application/ld+json"])')
			.allTextContents();
		return [...(await Promise.all(scripts)), ...inline].reduce(
			(sum, code) => sum + gzipSync(code, { level: 9 }).length,
			0,
		);
	};
}

test('the first page has at most 18 KiB of JavaScript before it is scrolled, and 45 KiB when every demo was used', async ({
	page,
}) => {
	const javaScript = weigh(page);
	await page.goto('/', { waitUntil: 'networkidle' });
	const first = await javaScript();
	for (const island of await page.locator('astro-island > :first-child:visible').all()) {
		await island.scrollIntoViewIfNeeded();
		await hydrated(page);
	}
	const scrolled = await javaScript();
	await runEveryDemo(page);
	const used = await javaScript();
	console.log(`JavaScript on /: ${first} bytes, scrolled ${scrolled}, used ${used}`);
	expect(first).toBeLessThanOrEqual(18 * kibibyte);
	expect(used).toBeLessThanOrEqual(45 * kibibyte);
});

test('the page of a counter has at most 17 KiB of JavaScript when its card was used', async ({
	page,
	name,
}) => {
	const javaScript = weigh(page);
	const { form, value, add } = await openCounter(page, name);
	await add.click();
	await expect(value).toHaveText('1');
	await form.getByText('Under the hood').click();
	await expect(form.locator('.facts')).toBeVisible();
	const bytes = await javaScript();
	console.log(`JavaScript on /counters/<name>: ${bytes} bytes`);
	expect(bytes).toBeLessThanOrEqual(17 * kibibyte);
});
