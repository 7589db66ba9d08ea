/** A tour of every page: nothing breaks a rule that a browser or a reader could notice. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { problems } from '../../src/core/contract/problem';
import { expect, hydrated, test } from './fixtures';

/** One page of every kind. */
const kinds = [
	'/',
	'/lessons/why',
	'/lessons/counter-service',
	'/lessons/rate-limiting',
	'/counters',
	'/new',
	'/counters?name=no%20name',
	'/counters/counter-1',
	'/counters/counter-1/settings',
	'/counters/a-name-of-the-greatest-length-that-a-counter-can-have-at-all-here',
	'/reference',
	'/glossary',
	'/nowhere',
	'/500',
	'/problems/rate-limited',
];

const pages = [...kinds, ...Object.keys(problems).map((slug) => `/problems/${slug}`)];

/** Collects what the browser complains about, but for the status of pages that are errors. */
function complaints(page: Page): string[] {
	const found: string[] = [];
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) found.push(message.text());
	});
	page.on('pageerror', (error) => found.push(String(error)));
	return found;
}

async function visit(page: Page, path: string): Promise<void> {
	await page.goto(path);
	for (const island of await page.locator('astro-island > :first-child:visible').all()) {
		await island.scrollIntoViewIfNeeded();
		await hydrated(page);
	}
	// A card is live while it can be seen.
	for (const form of await page.locator('form.counter').all()) {
		await form.scrollIntoViewIfNeeded();
		await expect(form.getByText(/watching/)).toBeVisible();
	}
}

test('no page logs an error or a warning, nor violates its content security policy', async ({
	page,
}) => {
	const found = complaints(page);
	const origins = new Set<string>();
	page.on('request', (request) => origins.add(new URL(request.url()).origin));
	for (const path of pages) await visit(page, path);
	expect(found.filter((text) => !/the server responded with a status of \d{3}/.test(text))).toEqual(
		[],
	);
	expect(origins.size).toBe(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`every kind of page is accessible, in ${colorScheme} colours`, async ({ page }) => {
		// The search goes through every element of long pages.
		test.setTimeout(180_000);
		await page.emulateMedia({ colorScheme });
		for (const path of kinds) {
			await visit(page, path);
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(
				violations.map(({ id, nodes }) => `${path} ${id} ${nodes.map(({ html }) => html).join()}`),
			).toEqual([]);
		}
	});
}

test('no page is wider than a window of 320 px', async ({ page }) => {
	await page.setViewportSize({ width: 320, height: 640 });
	for (const path of kinds) {
		await visit(page, path);
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width, path).toBeLessThanOrEqual(320);
	}
});

test('a page can be read and operated by the keyboard alone', async ({ page }) => {
	// From the top of the page to the cards is a long way.
	test.setTimeout(180_000);
	await page.goto('/');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
	const wanted = new Set(['Add 1 to counter-1', 'Subtract 1 from counter-2']);
	for (let press = 0; press < 250 && wanted.size > 0; press++) {
		await page.keyboard.press('Tab');
		wanted.delete(
			await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
		);
	}
	expect([...wanted]).toEqual([]);
});
