/** What a page is on paper: text, code and addresses, and nothing to press. */
import { expect, test } from './fixtures';

const pages = [
	'/',
	'/lessons/rate-limiting',
	'/lessons/counter-service',
	'/glossary',
	'/reference',
];

for (const path of pages) {
	test(`on paper ${path} has nothing to press, and is black on white`, async ({ page }) => {
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		await page.goto(path);
		for (const control of ['button', 'input', 'nav a', 'select', 'meter']) {
			await expect(page.locator(control).filter({ visible: true }), control).toHaveCount(0);
		}
		const colours = await page.evaluate(() => {
			const { backgroundColor, color } = getComputedStyle(document.documentElement);
			return [backgroundColor, color];
		});
		expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
	});
}

test('on paper no code is cut off', async ({ page }) => {
	await page.emulateMedia({ media: 'print' });
	// The width of A4 without its margins.
	await page.setViewportSize({ width: 643, height: 900 });
	for (const path of pages) {
		await page.goto(path);
		const cut = await page
			.locator('pre, .sample section')
			.evaluateAll((all) =>
				all
					.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
					.map(({ textContent }) => textContent?.slice(0, 40)),
			);
		expect(cut, path).toEqual([]);
	}
});

test('on paper a link to another site shows its address, and what is folded is open', async ({
	page,
}) => {
	await page.emulateMedia({ media: 'print' });
	await page.goto('/');
	const link = page.locator('.lesson p > a[href^="https:"]').first();
	const shown = await link.evaluate((element) => getComputedStyle(element, '::after').content);
	expect(shown).toContain(`${await link.getAttribute('href')}`);
	for (const folded of ['.prediction-answer', '.task']) {
		await expect(page.locator(`${folded} details p`).first()).toBeVisible();
	}
});

test('a lesson is printed on pages of A4', async ({ page }) => {
	await page.goto('/lessons/why');
	const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
	const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
	expect(sheets.length).toBeGreaterThanOrEqual(2);
	expect(sheets.length).toBeLessThanOrEqual(6);
});
