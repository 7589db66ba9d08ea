import { expect, test } from './fixtures';

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
		await page.waitForTimeout(300);
		expect(await page.evaluate(() => Reflect.get(globalThis, 'layoutShifts'))).toEqual([]);
	});
}
