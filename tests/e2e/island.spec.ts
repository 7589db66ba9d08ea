import type { Locator, Page } from '@playwright/test';
import { awakeScript, card, expect, hold, test } from './fixtures';

/** Opens a counter's page; its card has come to life when the page is loaded. */
async function open(page: Page, name: string) {
	await page.goto(`/counters/${name}`);
	return card(page, name);
}

test('a click counts at once, before the answer', async ({ page, name }) => {
	const { form, value, add } = await open(page, name);
	const release = await hold(page, '**/increment');
	await add.click();
	await expect(value).toHaveText('1');
	await expect(form).toHaveAttribute('aria-busy', 'true');
	release();
	await expect(form).toHaveAttribute('aria-busy', 'false');
	await expect(value).toHaveText('1');
	expect(page.url()).toMatch(new RegExp(`/counters/${name}$`));
});

test('the card takes over what the server says', async ({ page, name }) => {
	const { value, add } = await open(page, name);
	await page.request.post(`/api/${name}/increment`, { data: { amount: 41 } });
	await add.click();
	await expect(value).toHaveText('42');
});

test('a burst of clicks is never refused and counts every one', async ({ page, name }) => {
	const { form, value, add, status } = await open(page, name);
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
	expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 60 });
	expect(writes).toBeLessThanOrEqual(3);
});

test('a lost answer is asked for again and counts once', async ({ page, name }) => {
	const { form, value, add } = await open(page, name);
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
	expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 1 });
});

test('a refused click is taken back and the seconds count down', async ({
	page,
	name,
	client,
	playwright,
	baseURL,
}) => {
	const { value, add, status } = await open(page, name);
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

test('without a network the click is taken back and the card says why', async ({ page, name }) => {
	const { value, add, status } = await open(page, name);
	await page.route('**/api/**', (route) => route.abort());
	await add.click();
	await expect(value).toHaveText('1');
	await expect(status).toContainText('No answer came', { timeout: 10_000 });
	await expect(value).toHaveText('0');
	await page.unroute('**/api/**');
	await add.click();
	await expect(value).toHaveText('1');
	await expect(status).toHaveText('');
});

test('the keys work from the keyboard and keep the focus', async ({ page, name }) => {
	const { value, add } = await open(page, name);
	await add.focus();
	await page.keyboard.press('Enter');
	await expect(value).toHaveText('1');
	await page.keyboard.press('Space');
	await expect(value).toHaveText('2');
	await expect(add).toBeFocused();
});

/** Wakes the islands of a card and does nothing else; comes back when they are awake. */
function wake(form: Locator): Promise<void> {
	return form.evaluate(
		(form) =>
			new Promise<void>((resolve) => {
				new MutationObserver(() => {
					if (form.ariaBusy === 'false') resolve();
				}).observe(form, { attributeFilter: ['aria-busy'] });
				form.querySelector('details')?.dispatchEvent(new Event('toggle'));
			}),
	);
}

test.describe('keys that sleep', () => {
	test('keep every press while their script is on its way, in order', async ({ page, name }) => {
		const release = await hold(page, awakeScript);
		const writes: string[] = [];
		page.on('request', (request) => {
			if (request.method() === 'POST') writes.push(new URL(request.url()).pathname);
		});
		const { form, value, add, subtract } = await open(page, name);
		await subtract.click();
		await expect(form).toHaveAttribute('aria-busy', 'true');
		for (let press = 0; press < 2; press++) await add.click();
		await add.press('Enter');
		await add.evaluate((button: HTMLButtonElement) => button.form?.requestSubmit(button));
		await expect(value).toHaveText('0');
		expect(writes).toEqual([]);
		release();
		await expect(value).toHaveText('3');
		await expect(form).toHaveAttribute('aria-busy', 'false');
		await add.evaluate((button: HTMLButtonElement) => button.form?.requestSubmit(button));
		await expect(value).toHaveText('4');
		await expect(form).toHaveAttribute('aria-busy', 'false');
		expect(writes[0]).toBe(`/api/${name}/decrement`);
		expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 4 });
		expect(page.url()).toMatch(new RegExp(`/counters/${name}$`));
	});

	test('leave the press to the browser if their script cannot be had', async ({ page, name }) => {
		await page.route(awakeScript, (route) => route.abort());
		const { value, add, subtract } = await open(page, name);
		await add.click();
		await expect(page).toHaveURL(new RegExp(`/counters/${name}#${name}$`));
		await expect(value).toHaveText('1');
		// The fragment of the address takes the focus to the card when the page is there.
		await page.waitForLoadState();
		await subtract.focus();
		await page.keyboard.press('Space');
		await expect(value).toHaveText('0');
		expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 0 });
	});

	test('leave the press to the browser if their script never comes', async ({ page, name }) => {
		await page.route(awakeScript, () => undefined);
		const { form, value, add } = await open(page, name);
		await add.click();
		await expect(form).toHaveAttribute('aria-busy', 'true');
		await expect(page).toHaveURL(new RegExp(`/counters/${name}#${name}$`), { timeout: 10_000 });
		await expect(value).toHaveText('1');
		expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 1 });
	});

	for (const approach of ['hover', 'focus'] as const) {
		test(`have their script loaded by ${approach}, and count nothing yet`, async ({
			page,
			name,
		}) => {
			const loaded: string[] = [];
			page.on('request', (request) => {
				if (awakeScript.test(request.url())) loaded.push(request.url());
			});
			const { value, add } = await open(page, name);
			await expect(page.getByText('Only you are watching')).toBeVisible();
			expect(loaded).toEqual([]);
			const arrived = page.waitForResponse(awakeScript);
			await add[approach]();
			await arrived;
			await expect(value).toHaveText('0');
			await add.click();
			await expect(value).toHaveText('1');
			expect(loaded).toHaveLength(1);
		});
	}

	test('count the press also if their script failed to be loaded ahead', async ({ page, name }) => {
		await page.route(awakeScript, (route) => route.abort());
		const { value, add } = await open(page, name);
		const failed = page.waitForEvent('requestfailed');
		await add.hover();
		await failed;
		await page.unroute(awakeScript);
		await add.click();
		await expect(value).toHaveText('1');
		await expect(async () => {
			expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 1 });
		}).toPass();
	});

	for (const width of [390, 1280]) {
		test(`look the same when they wake, at ${width} px`, async ({ page, name }) => {
			await page.setViewportSize({ width, height: 900 });
			const { form, add, value } = await open(page, name);
			await expect(form.getByText('Only you are watching')).toBeVisible();
			await add.focus();
			const picture = await form.screenshot();
			const html = await form.innerHTML();
			await wake(form);
			expect(await form.innerHTML()).toBe(html);
			expect((await form.screenshot()).equals(picture)).toBe(true);
			await expect(add).toBeFocused();
			await add.click();
			await expect(value).toHaveText('1');
			await expect(form).toHaveAttribute('aria-busy', 'false');
		});
	}
});

test('no demo looks different when the islands wake', async ({ page }) => {
	await page.goto('/');
	const islands = () =>
		page
			.locator('[data-island]')
			.evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
	const asleep = await islands();
	expect(asleep.length).toBeGreaterThan(8);
	const arrived = page.waitForResponse(awakeScript);
	// At the beginning there is nothing to start over.
	await page.getByRole('button', { name: 'Start over' }).first().dispatchEvent('click');
	await arrived;
	await expect(page.locator('[data-island][aria-busy]')).toHaveCount(0);
	expect(await islands()).toEqual(asleep);
});
