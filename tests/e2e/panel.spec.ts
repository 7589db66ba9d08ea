/** The panel that shows what a demo's requests did. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openDemo } from './demo';
import { expect, painted, test } from './fixtures';

/** The panel; its island is hydrated once it is shown. */
function panelOf(page: Page) {
	const panel = page.getByRole('complementary', { name: 'The system at work' });
	return {
		panel,
		messages: panel.locator('details[open] .sequence li'),
		recorder: panel.locator('.recorder li'),
	};
}

for (const width of [390, 1280]) {
	test(`at ${width} px the panel draws a write, and records what the object did`, async ({
		page,
	}) => {
		await page.setViewportSize({ width, height: 800 });
		const { section, button, status } = await openDemo(page, 'restart');
		await section.getByRole('button', { name: 'See the system at work' }).click();
		const { panel, messages, recorder } = panelOf(page);
		await expect(panel.getByText('Nothing yet')).toBeVisible();
		await button('Add 1').click();
		await expect(status).toContainText('in storage 1');
		await panel.getByText(/\. increment, \d+ ms/).click();
		await expect(messages.filter({ hasText: 'Counter to Disk: 2 rows' })).toBeVisible();
		await expect(messages.filter({ hasText: 'Limiter to Worker: answered within' })).toBeVisible();
		await expect(messages.filter({ hasText: 'write(), which woke it' })).toBeVisible();
		await expect(panel.getByRole('img', { name: 'Sequence diagram of increment' })).toBeVisible();
		await expect(recorder.filter({ hasText: 'write() was called' })).toHaveCount(1);
		await expect(recorder.last()).toContainText('woke');
		await page.screenshot({ path: test.info().outputPath(`panel-${width}.png`) });

		await button('Restart the object').click();
		await expect(recorder.filter({ hasText: 'woke' })).toHaveCount(2);
	});
}

test('the panel asks only once a second for a recording that has nothing and does not wait', async ({
	page,
}) => {
	let asked = 0;
	await page.route('**/recording*', (route) => {
		asked += 1;
		return route.fulfill({ json: { events: [] } });
	});
	const { section, button, status } = await openDemo(page, 'restart');
	await section.getByRole('button', { name: 'See the system at work' }).click();
	await button('Add 1').click();
	await expect(status).toContainText('in storage 1');
	await expect.poll(() => asked).toBeGreaterThan(1);
	const before = asked;
	await page.waitForTimeout(2500);
	expect(asked - before).toBeLessThanOrEqual(3);
});

test('the panel shows of a refused write that no counter was called', async ({ page, name }) => {
	const { section, button, status } = await openDemo(page, 'gauge');
	await section.getByRole('button', { name: 'See the system at work' }).click();
	const { panel } = panelOf(page);
	await expect(async () => {
		// The same client outruns its budget elsewhere: on a slow machine presses alone would not.
		const elsewhere = `/api/${name}/increment`;
		await Promise.all(Array.from({ length: 14 }, () => page.request.post(elsewhere)));
		await button('Write, as fast as you can').click();
		await expect(status).toContainText('Wait', { timeout: 1000 });
	}).toPass();
	const refused = panel.locator('.sequence').filter({ hasText: 'Worker to Browser: status 429' });
	await expect(refused.first()).toBeAttached();
	for (const messages of await refused.all()) {
		await expect(messages.getByText('Worker to Counter')).toHaveCount(0);
	}
});

for (const scheme of ['light', 'dark'] as const) {
	test(`the open panel is accessible, and closes by keyboard, in ${scheme} colours`, async ({
		page,
	}) => {
		await page.emulateMedia({ colorScheme: scheme });
		const { section, button, status } = await openDemo(page, 'wire');
		const opener = section.getByRole('button', { name: 'See the system at work' });
		await opener.focus();
		await page.keyboard.press('Enter');
		const { panel, messages } = panelOf(page);
		await button('Add 1, by a method').click();
		await expect(status).toContainText('Answered');
		await expect(messages.first()).toBeVisible();
		await painted(page);
		expect((await new AxeBuilder({ page }).include('#at-work').analyze()).violations).toEqual([]);
		await page.screenshot({ path: test.info().outputPath(`panel-${scheme}.png`) });
		await opener.focus();
		await page.keyboard.press('Escape');
		await expect(panel).toBeHidden();
	});
}
