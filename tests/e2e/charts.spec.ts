/** The charts of a counter's page. */
import AxeBuilder from '@axe-core/playwright';
import { card, expect, hydrated, increment, openCounter, storedValue, test } from './fixtures';

test('what a visitor has counted is in both charts after a reload', async ({ page, name }) => {
	const { add } = await openCounter(page, name);
	await expect(page.getByRole('heading', { name: 'How it went' })).toHaveCount(0);
	for (let press = 0; press < 3; press++) await add.click();
	await expect(async () => {
		expect(await storedValue(page, name)).toBe(3);
	}).toPass();
	await page.reload();
	await hydrated(page);
	for (const span of ['30 days', '24 hours']) {
		await expect(
			page.getByRole('img', {
				name: `The last ${span}: at first 0, at last 3, at least 0, at most 3.`,
			}),
		).toBeVisible();
		await page.getByText(`${span} as a table`).press('Enter');
		const cells = page.getByRole('figure', { name: span }).getByRole('cell');
		await expect(cells.last()).toHaveText('3');
	}
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`charts are accessible and fit narrow windows, in ${colorScheme} colours`, async ({
		page,
		context: { request },
		name,
	}) => {
		await page.emulateMedia({ colorScheme });
		await increment(request, name, 1000);
		await page.goto(`/counters/${name}`);
		await hydrated(page);
		await expect(card(page, name).value).toHaveText('1000');
		for (const summary of await page.getByText('as a table').all()) await summary.click();
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
		for (const width of [320, 390, 1280]) {
			await page.setViewportSize({ width, height: 900 });
			const needed = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(needed).toBeLessThanOrEqual(width);
			for (const chart of await page.locator('svg.chart').all()) {
				const box = await chart.boundingBox();
				expect(box?.width).toBeGreaterThan(240);
				expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
			}
		}
	});
}
