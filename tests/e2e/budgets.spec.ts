import { gzipSync } from 'node:zlib';
import { awakeScript, expect, test } from './fixtures';

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

	test(`nothing on ${path} moves while it loads and comes to life`, async ({ page }) => {
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
		// It wakes the islands and does nothing else.
		const arrived = page.waitForResponse(awakeScript);
		await card.locator('details').dispatchEvent('toggle', { cancelable: false });
		await arrived;
		await expect(card).toHaveAttribute('aria-busy', 'false');
		await page.waitForTimeout(300);
		expect(await page.evaluate(() => Reflect.get(globalThis, 'layoutShifts'))).toEqual([]);
	});
}

test('the first page costs at most 9 KiB of JavaScript before the first click', async ({
	page,
}) => {
	const loaded: Promise<Buffer>[] = [];
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script') loaded.push(response.body());
	});
	await page.goto('/');
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	for (let top = 0; top < height; top += 600) {
		await page.evaluate((y) => scrollTo({ top: y, behavior: 'instant' }), top);
	}
	for (const card of await page.locator('form.counter').all()) {
		await card.scrollIntoViewIfNeeded();
		await expect(card.getByText(/watching/)).toBeVisible();
	}
	const inline = await page
		.locator('script:not([src], [type="application/ld+json"])')
		.allTextContents();
	const scripts = [...(await Promise.all(loaded)), ...inline];
	expect(scripts.length).toBeGreaterThan(0);
	const bytes = scripts.reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0);
	console.log(`JavaScript before the first click: ${bytes} bytes`);
	expect(bytes).toBeLessThanOrEqual(9 * 1024);
});
