/** Each lesson on a page of its own: its demo works there, and a reader gets on from it. */
import type { Page } from '@playwright/test';
import { hydratedDemo } from './demo';
import { card, expect, hydrated, test } from './fixtures';

test('the race of the first lesson is run on its own page', async ({ page }) => {
	await page.goto('/lessons/why');
	const { button, number, status } = await hydratedDemo(page, 'race');
	await button('Send five each way').click();
	await expect(number('One call: increment')).toHaveText('5');
	await expect(status).toContainText('were lost');
});

test('a card counts on the page of its lesson, and its form leads back there', async ({
	page,
	browser,
	baseURL,
}) => {
	await page.goto('/lessons/counter-service');
	await hydrated(page);
	const shown = card(page, 'counter-1');
	await shown.add.scrollIntoViewIfNeeded();
	await hydrated(page);
	const before = Number(await shown.value.textContent());
	await shown.add.click();
	await expect.poll(async () => Number(await shown.value.textContent())).toBeGreaterThan(before);

	const context = await browser.newContext({ javaScriptEnabled: false });
	const plain = await context.newPage();
	await plain.goto(`${baseURL}/lessons/counter-service`);
	await card(plain, 'counter-1').add.click();
	await expect(plain).toHaveURL(/\/lessons\/counter-service#card-counter-1$/);
	await context.close();
});

test('the gauge drains on the page of its lesson', async ({ page }) => {
	await page.goto('/lessons/rate-limiting');
	const { button, section } = await hydratedDemo(page, 'gauge');
	await button('Write, as fast as you can').click();
	await expect(section.getByText('9 of 10 writes left')).toBeVisible();
});

test('a reader goes on to the next lesson and back by the keyboard alone', async ({ page }) => {
	await page.goto('/lessons/configure');
	for (const [name, path] of [
		[/^Next: lesson 3/, '/lessons/identity'],
		[/^Before: lesson 2/, '/lessons/configure'],
	] as const) {
		const link = page
			.getByRole('navigation', { name: 'before and after' })
			.getByRole('link', { name });
		for (let press = 0; press < 80; press++) {
			await page.keyboard.press('Tab');
			if (await link.evaluate((element) => element === document.activeElement)) break;
		}
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(path);
	}
});

test('the headings of every lesson are an outline, and its samples can be copied', async ({
	page,
	context,
}) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	for (const path of await lessonPaths(page)) {
		await page.goto(path);
		const levels = await page
			.getByRole('heading')
			.evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
		expect(levels[0], path).toBe(1);
		expect(
			levels.slice(1).every((level) => level === 2 || level === 3),
			path,
		).toBe(true);
		const sample = page.locator('.sample').last();
		await sample.getByRole('button').click();
		await expect(sample.getByRole('status')).toHaveText('Copied');
	}
});

test('every demo is hydrated on the page of its lesson, and nothing is complained of', async ({
	page,
}) => {
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
	});
	for (const path of await lessonPaths(page)) {
		await page.goto(path);
		for (const island of await page.locator('.demo astro-island > :first-child').all()) {
			await island.scrollIntoViewIfNeeded();
			await hydrated(page);
		}
		await expect(page.locator('.demo astro-island[ssr]'), path).toHaveCount(0);
	}
	expect(complaints).toEqual([]);
});

/** The paths of all lessons, as the site map has them. */
async function lessonPaths(page: Page): Promise<readonly string[]> {
	const map = await (await page.request.get('/sitemap.xml')).text();
	const paths = Array.from(
		map.matchAll(/<loc>[^<]*(\/lessons\/[^<]+)<\/loc>/g),
		([, path = '']) => path,
	);
	expect(paths.length).toBeGreaterThanOrEqual(10);
	return paths;
}
