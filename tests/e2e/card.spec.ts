/** Clicks on a hydrated card. */
import { expect, hold, openCounter, storedValue, test } from './fixtures';

test('a click counts at once, before the answer', async ({ page, name }) => {
	const { form, value, add } = await openCounter(page, name);
	const release = await hold(page, '**/increment');
	await add.click();
	await expect(value).toHaveText('1');
	await expect(form).toHaveAttribute('aria-busy', 'true');
	release();
	await expect(form).toHaveAttribute('aria-busy', 'false');
	await expect(value).toHaveText('1');
	expect(page.url()).toMatch(new RegExp(`/counters/${name}$`));
});

test('a card takes over the value of the server', async ({ page, name }) => {
	const { value, add } = await openCounter(page, name);
	await page.request.post(`/api/${name}/increment`, { data: { amount: 41 } });
	await add.click();
	await expect(value).toHaveText('42');
});

test('a burst of clicks is never refused and counts every one', async ({ page, name }) => {
	const { form, value, add, status } = await openCounter(page, name);
	let writes = 0;
	page.on('request', (request) => {
		if (request.method() === 'POST') writes += 1;
	});
	await add.evaluate((button: HTMLButtonElement) => {
		for (let click = 0; click < 60; click++) button.click();
	});
	await expect(value).toHaveText('60');
	await expect(form).toHaveAttribute('aria-busy', 'false');
	await expect(status).toHaveText('');
	expect(await storedValue(page, name)).toBe(60);
	expect(writes).toBeLessThanOrEqual(3);
});

test('a write whose answer is lost is sent again and counts once', async ({ page, name }) => {
	const { form, value, add } = await openCounter(page, name);
	const keys: (string | undefined)[] = [];
	await page.route('**/increment', async (route) => {
		keys.push(route.request().headers()['idempotency-key']);
		if (keys.length === 1) {
			await route.fetch();
			await route.abort('connectionreset');
		} else await route.continue();
	});
	await add.click();
	await expect(form).toHaveAttribute('aria-busy', 'false');
	await expect(value).toHaveText('1');
	expect(keys).toHaveLength(2);
	expect(keys[0]).toBe(keys[1]);
	expect(await storedValue(page, name)).toBe(1);
});

test('a refused click is taken back and the seconds count down', async ({
	page,
	name,
	client,
	playwright,
	baseURL,
}) => {
	const { value, add, status } = await openCounter(page, name);
	const program = await playwright.request.newContext({
		...(baseURL !== undefined && { baseURL }),
		extraHTTPHeaders: { 'CF-Connecting-IP': client },
	});
	// The same client, elsewhere, uses its budget up three times, so that the wait is long enough.
	for (let round = 0; round < 3; round++) {
		let refused = false;
		while (!refused) {
			const answer = await program.post(`/api/${name}-other/increment`);
			refused = answer.status() === 429;
			if (refused && round < 2) {
				const { retryAfter } = (await answer.json()) as { retryAfter: number };
				await page.waitForTimeout(retryAfter * 1000);
			}
		}
	}
	await add.click();
	await expect(status).toContainText('Too many writes');
	await expect(status).toContainText(/Again in \d+ s/);
	await expect(value).toHaveText('0');
	await expect(add).toHaveAttribute('aria-disabled', 'true');
	await expect(add).toHaveAttribute('aria-disabled', 'false');
	await add.click();
	await expect(value).toHaveText('1');
	await program.dispose();
});

test('the buttons of a card work by the keyboard and keep the focus', async ({ page, name }) => {
	const { value, add } = await openCounter(page, name);
	await add.focus();
	await page.keyboard.press('Enter');
	await expect(value).toHaveText('1');
	await page.keyboard.press('Space');
	await expect(value).toHaveText('2');
	await expect(add).toBeFocused();
});

test('a counter that is named like a part of the page has an id of its own', async ({ page }) => {
	await page.goto('/counters/content');
	const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id));
	expect(ids).toContain('card-content');
	expect(new Set(ids).size).toBe(ids.length);
});
