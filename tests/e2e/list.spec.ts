/** The list of counters as a reader finds it. */
import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext } from '@playwright/test';
import { randomAddress } from '../site/http';
import { expect, freshName, test } from './fixtures';

/** Makes listed counters, and waits until they are on the list; each maker is another client. */
async function claim(request: APIRequestContext, names: readonly string[], value: number) {
	for (const name of names) {
		const answer = await request.post('/api/counters', {
			data: { name, value, listed: true },
			headers: { 'CF-Connecting-IP': randomAddress() },
		});
		expect(answer.status(), await answer.text()).toBe(201);
	}
	await expect(async () => {
		const { counters } = await (await request.get('/api/counters?limit=100')).json();
		const listed = (counters as { name: string }[]).map(({ name }) => name);
		expect(listed).toEqual(expect.arrayContaining([...names]));
	}).toPass();
}

const longest = () => `${freshName('the-longest-name-that-a-counter-can-have-')}${'x'.repeat(6)}`;

for (const javaScriptEnabled of [true, false]) {
	test(`a reader goes through the list to a counter, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
		browser,
		request,
		client,
		baseURL,
	}) => {
		const names = Array.from({ length: 21 }, () => freshName('list'));
		await claim(request, names, 12);
		const context = await browser.newContext({
			javaScriptEnabled,
			baseURL: baseURL ?? '',
			extraHTTPHeaders: { 'CF-Connecting-IP': client },
		});
		const page = await context.newPage();
		await page.goto('/counters');
		const [oldest = '', newest = ''] = [names.at(0), names.at(-1)];
		const entry = page.getByRole('listitem').filter({ hasText: newest });
		await expect(entry).toContainText(/12\s+changed \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
		// Other tests list counters meanwhile, so the oldest may be pages away.
		while ((await page.getByRole('link', { name: oldest, exact: true }).count()) === 0) {
			await page.getByRole('link', { name: 'Older' }).click();
			await expect(page.getByRole('link', { name: 'Newest' })).toBeVisible();
		}
		await page.getByRole('link', { name: oldest, exact: true }).click();
		await expect(page.getByRole('heading', { level: 1, name: oldest })).toBeVisible();
		await page.goBack();
		await page.getByRole('link', { name: 'Newest' }).click();
		await expect(page).toHaveURL('/counters#list');
		await context.close();
	});
}

for (const colorScheme of ['light', 'dark'] as const) {
	test(`the list is accessible and fits a telephone, in ${colorScheme} colours`, async ({
		page,
		request,
	}) => {
		await claim(request, [longest(), freshName('list')], Number.MIN_SAFE_INTEGER);
		await page.emulateMedia({ colorScheme });
		for (const width of [320, 390, 1280]) {
			await page.setViewportSize({ width, height: 800 });
			await page.goto('/counters');
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id }) => id)).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
		}
	});
}
