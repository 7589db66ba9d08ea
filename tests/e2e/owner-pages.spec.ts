/** The pages of owners, as every reader needs them: by keyboard, on a phone, in both colour schemes. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openCounter, test } from './fixtures';

async function make(page: Page, name: string): Promise<void> {
	await page.goto('/new');
	await page.getByLabel('Name').fill(name);
	await page.getByRole('radio', { name: 'Only its owner' }).check();
	await page.getByRole('button', { name: 'Make the counter' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your counter is made');
}

for (const colorScheme of ['light', 'dark'] as const) {
	test(`the pages of an owner are accessible and fit a phone, in ${colorScheme} colours`, async ({
		page,
		name,
	}) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 320, height: 640 });
		async function check(): Promise<void> {
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
			const width = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(width, page.url()).toBeLessThanOrEqual(320);
		}
		await make(page, name);
		await check();
		for (const path of ['', '/settings', '/settings?done=set']) {
			await page.goto(`/counters/${name}${path}`);
			await check();
		}
		await page.goto('/counters/counter-1/settings');
		await check();
	});
}

test('a counter is made by the keyboard alone', async ({ page, name }) => {
	await page.goto('/new');
	await page.getByLabel('Name').focus();
	await page.keyboard.type(name);
	await page.keyboard.press('Tab');
	await page.keyboard.type('8');
	await page.keyboard.press('Tab');
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('radio', { name: 'Only its owner' })).toBeChecked();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your counter is made');
	await expect(page.getByText('The counter stands at 8.')).toBeVisible();
});

test('a reader copies the token', async ({ page, context, name }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await make(page, name);
	await page.getByRole('button', { name: 'Copy Owner’s token' }).click();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toMatch(/^dc_[\w-]{43}$/);
	await expect(page.getByText(copied, { exact: true })).toBeVisible();
});

test('a card sends no more at once than the owner allows', async ({ page, name }) => {
	const created = await page.request.post('/api/counters', { data: { name, step: 2 } });
	expect(created.status()).toBe(201);
	const { add } = await openCounter(page, name);
	const amounts: unknown[] = [];
	page.on('request', (request) => {
		if (request.method() === 'POST') amounts.push(request.postData());
	});
	for (let press = 0; press < 5; press++) await add.click();
	await expect(async () => {
		const answer = await page.request.get(`/api/${name}/value`);
		expect(await answer.json()).toEqual({ value: 5 });
	}).toPass();
	for (const sent of amounts) expect(sent).toMatch(/^\{"amount":[12]\}$/);
});
