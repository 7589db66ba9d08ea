/** Islands before they are hydrated, while their scripts are slow or missing, and just after. */
import type { Page } from '@playwright/test';
import { demo, hydratedDemo } from './demo';
import { card, expect, hold, hydrated, islandScripts, storedValue, test } from './fixtures';

test('a press before hydration is the browser’s own submission and counts once', async ({
	page,
	name,
}) => {
	const release = await hold(page, islandScripts);
	await page.goto(`/counters/${name}`);
	const { add, subtract, value } = card(page, name);
	await add.click();
	await expect(page).toHaveURL(`/counters/${name}#card-${name}`);
	await expect(value).toHaveText('1');
	await subtract.press('Enter');
	await expect(value).toHaveText('0');
	release();
	await hydrated(page);
	await add.click();
	await expect(value).toHaveText('1');
	await expect(async () => {
		const { version } = await (await page.request.get(`/api/${name}/inspect`)).json();
		expect(version).toBe(3);
	}).toPass();
});

test('a press whose submission is not answered yet when the card is hydrated counts once', async ({
	page,
	name,
}) => {
	const releaseScripts = await hold(page, islandScripts);
	const releaseWrite = await hold(page, '**/increment');
	await page.goto(`/counters/${name}`);
	const { add, value } = card(page, name);
	const [submitted, opened] = [page.waitForRequest('**/increment'), page.waitForEvent('websocket')];
	await add.evaluate((button: HTMLButtonElement) => button.click());
	await submitted;
	releaseScripts();
	// Playwright runs nothing in a page that is being left; the socket says that it is hydrated.
	await opened;
	releaseWrite();
	await expect(page).toHaveURL(`/counters/${name}#card-${name}`);
	await expect(value).toHaveText('1');
	await hydrated(page);
	await expect(value).toHaveText('1');
	expect(await storedValue(page, name)).toBe(1);
});

test('a card whose script cannot be loaded stays a form', async ({ page, name }) => {
	await page.route(islandScripts, (route) => route.abort());
	await page.goto(`/counters/${name}`);
	const { add, subtract, value } = card(page, name);
	await add.click();
	await expect(page).toHaveURL(`/counters/${name}#card-${name}`);
	await expect(value).toHaveText('1');
	// The fragment of the address moves the focus to the card once the page is loaded.
	await page.waitForLoadState();
	await subtract.focus();
	await page.keyboard.press('Space');
	await expect(value).toHaveText('0');
	expect(await storedValue(page, name)).toBe(0);
});

for (const width of [390, 1280]) {
	test(`a card looks the same when it is hydrated, at ${width} px`, async ({ page, name }) => {
		await page.setViewportSize({ width, height: 900 });
		// A socket that sends nothing: what changes now changes by hydration alone.
		await page.routeWebSocket(/\/live$/, () => undefined);
		await page.request.post(`/api/${name}/increment`, { data: { amount: 5 } });
		const release = await hold(page, islandScripts);
		await page.goto(`/counters/${name}`);
		const { form, output, add, value } = card(page, name);
		await add.focus();
		const changes = await output.evaluateHandle((element) => {
			const changes: (string | null)[] = [];
			const note = () => void changes.push(element.textContent);
			new MutationObserver(note).observe(element, { childList: true, subtree: true });
			return changes;
		});
		const boxes = () =>
			form.evaluate((element) =>
				Array.from(element.querySelectorAll('*'), (part) => {
					const { x, y, width, height } = part.getBoundingClientRect();
					return [x, y, width, height];
				}),
			);
		const [html, places] = [await form.evaluate(({ outerHTML }) => outerHTML), await boxes()];
		release();
		await hydrated(page);
		expect(await form.evaluate(({ outerHTML }) => outerHTML)).toBe(html);
		expect(await boxes()).toEqual(places);
		expect(await changes.jsonValue()).toEqual([]);
		await expect(add).toBeFocused();
		await add.click();
		await expect(value).toHaveText('6');
	});
}

/** Opens the tutorial while its scripts are held back, also those that the page itself waits for. */
async function gotoWithoutScripts(page: Page): Promise<void> {
	await page.goto('/', { waitUntil: 'commit' });
	await expect(page.locator('.site-footer')).toBeAttached();
}

test('a button that needs a script is marked as disabled until it is hydrated', async ({
	page,
}) => {
	const release = await hold(page, islandScripts);
	let writes = 0;
	page.on('request', (request) => {
		if (request.method() === 'POST') writes += 1;
	});
	await gotoWithoutScripts(page);
	const { section, button, number } = demo(page, 'restart');
	const add = button('Add 1');
	await section.scrollIntoViewIfNeeded();
	await expect(add).toHaveAttribute('aria-disabled', 'true');
	await add.evaluate((element: HTMLButtonElement) => element.click());
	release();
	await expect(add).toHaveAttribute('aria-disabled', 'false');
	expect(writes).toBe(0);
	await add.click();
	await expect(number('In storage')).toHaveText('1');
});

test('no demo looks different when it is hydrated, but for its enabled buttons', async ({
	page,
}) => {
	const release = await hold(page, islandScripts);
	await gotoWithoutScripts(page);
	const islands = () =>
		page
			.locator('.demo astro-island > *')
			.evaluateAll((parts) =>
				parts.map(({ outerHTML }) => outerHTML.replaceAll(/ aria-disabled="(?:true|false)"/g, '')),
			);
	const before = await islands();
	expect(before.length).toBeGreaterThan(8);
	await page.routeWebSocket(/\/live$/, () => undefined);
	release();
	for (const section of await page.locator('.demo').all()) {
		await section.scrollIntoViewIfNeeded();
		await hydrated(page);
	}
	expect(await islands()).toEqual(before);
});

test('the script of an island is loaded when it comes near the window', async ({ page }) => {
	const loaded: string[] = [];
	page.on('request', (request) => {
		if (islandScripts.test(request.url())) loaded.push(request.url());
	});
	const isLoaded = (name: string) => loaded.some((url) => url.includes(`/${name}.`));
	await page.goto('/', { waitUntil: 'networkidle' });
	// Its first card is in the first screen.
	await expect.poll(() => isLoaded('CounterCard')).toBe(true);
	expect(isLoaded('Race')).toBe(false);
	await hydratedDemo(page, 'race');
	expect([isLoaded('Race'), isLoaded('Gauge')]).toEqual([true, false]);
	await hydratedDemo(page, 'gauge');
	expect(isLoaded('Gauge')).toBe(true);
	expect(new Set(loaded).size).toBe(loaded.length);
});

test('details that are unfolded before hydration are requested after it', async ({
	page,
	name,
}) => {
	const release = await hold(page, islandScripts);
	let inspections = 0;
	page.on('request', (request) => {
		if (request.url().endsWith('/inspect')) inspections += 1;
	});
	await page.goto(`/counters/${name}`);
	const { form } = card(page, name);
	await form.getByText('Under the hood').click();
	await expect(form.getByRole('link', { name: 'What the object knows' })).toBeVisible();
	release();
	await expect(form.locator('.facts')).toContainText(/[0-9a-f]{64}/);
	expect(inspections).toBe(1);
});

test('a form of a demo whose script cannot be loaded works as without one', async ({ page }) => {
	await page.route(islandScripts, (route) => route.abort());
	await page.goto('/');
	await demo(page, 'identity').button('Make a private counter').click();
	await expect(page).toHaveURL(/\/counters\/[0-9a-f]{64}$/);
});

test('a card that is hydrated late shows what its counter has become', async ({ page, name }) => {
	const release = await hold(page, islandScripts);
	await page.goto(`/counters/${name}`);
	await page.request.post(`/api/${name}/increment`, { data: { amount: 3 } });
	const { value } = card(page, name);
	await expect(value).toHaveText('0');
	release();
	await expect(value).toHaveText('3');
});
