/** What all demos of the tutorial have in common: progress, refusals, starting over, the keyboard. */
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext } from '@playwright/test';
import { isDisabled, isEnabled, openDemo, runEveryDemo } from './demo';
import { expect, freshName, hold, painted, test } from './fixtures';

/** Uses up a client's budget again and again, so that its next write has to wait for 2 s. */
async function exhaust({ request }: BrowserContext, site: string): Promise<void> {
	const name = freshName();
	for (let refusal = 0; refusal < 3; refusal++) {
		const { retryAfter } = await (await request.get(`${site}/api/limit`)).json();
		await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
		await Promise.all(
			Array.from({ length: 12 }, () => request.post(`${site}/api/${name}/increment`)),
		);
	}
}

test('a refused demo says how long to wait and can be pressed again after it', async ({
	page,
	context,
}) => {
	const { button, status, reset } = await openDemo(page, 'race');
	await button('Send five each way').click();
	await expect(status).toContainText('5 of 5');
	await reset.click();
	await exhaust(context, new URL(page.url()).origin);
	await button('Send five each way').click();
	await expect(status).toContainText(/Too many writes\. .*Again in \d+ s\./);
	await isDisabled(button('Send five each way'));
	await reset.click();
	await expect(status).toContainText(/Too many writes\./);
	await isEnabled(button('Send five each way'));
	await expect(status).toHaveText('');
	await button('Send five each way').click();
	await expect(status).toContainText('5 of 5');
});

test('a demo that is clicked twice at once runs once', async ({ page }) => {
	const { button, status } = await openDemo(page, 'race');
	const release = await hold(page, '**/api/race');
	let races = 0;
	page.on('request', (request) => {
		if (request.url().endsWith('/api/race')) races += 1;
	});
	await button('Send five each way').evaluate((element: HTMLButtonElement) => {
		element.click();
		element.click();
	});
	await expect(status).toHaveText('Ten callers are on their way…');
	release();
	await expect(status).toContainText('5 of 5');
	expect(races).toBe(1);
});

test('the answer to a demo that was started over is ignored', async ({ page }) => {
	const { button, status, reset, number } = await openDemo(page, 'race');
	const release = await hold(page, '**/api/race');
	await button('Send five each way').click();
	await expect(status).toHaveText('Ten callers are on their way…');
	await reset.click();
	await expect(status).toHaveText('');
	const answered = page.waitForResponse('**/api/race');
	release();
	await (await answered).finished();
	await painted(page);
	await expect(status).toHaveText('');
	await expect(number('One call: increment')).toHaveText('–');
	await isEnabled(button('Send five each way'));
});

test('a demo without an answer says so and can be run again at once', async ({ page }) => {
	const { button, status } = await openDemo(page, 'race');
	await page.route('**/api/race', (route) => route.abort());
	await button('Send five each way').click();
	await expect(status).toHaveText('No answer came');
	await page.unroute('**/api/race');
	await button('Send five each way').click();
	await expect(status).toContainText('5 of 5');
});

test('a demo works by the keyboard, and keeps the focus', async ({ page }) => {
	const { button, status, reset } = await openDemo(page, 'race');
	await button('Send five each way').focus();
	await page.keyboard.press('Enter');
	await expect(status).toContainText('5 of 5');
	await expect(button('Send five each way')).toBeFocused();
	await page.keyboard.press('Tab');
	await expect(reset).toBeFocused();
	await page.keyboard.press('Space');
	await expect(status).toHaveText('');
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`demos that were run are accessible, in ${colorScheme} colours`, async ({ page }) => {
		const found: string[] = [];
		page.on('console', (message) => {
			if (['error', 'warning'].includes(message.type())) found.push(message.text());
		});
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto('/');
		await runEveryDemo(page);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(
			violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`),
		).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
		expect(found).toEqual([]);
	});
}
