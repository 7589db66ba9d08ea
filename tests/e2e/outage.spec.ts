/** Presses that get no answer: each is kept with its key, and counts once when the way is open again. */
import { card, expect, hydrated, openCounter, storedValue, test } from './fixtures';
import { blockWrites, keysOf, waiting } from './outage';

test('a press without a network waits, and counts once when the network is back', async ({
	page,
	context,
	name,
}) => {
	const keys = keysOf(page);
	const { form, value, add, status } = await openCounter(page, name);
	await context.setOffline(true);
	await add.click();
	await expect(status).toHaveText(waiting);
	await expect(value).toHaveText('1');
	// A region that is busy is not announced.
	await expect(form).toHaveAttribute('aria-busy', 'false');
	await expect(add).toHaveAttribute('aria-disabled', 'false');
	await context.setOffline(false);
	await expect(status).toHaveText('');
	await expect(value).toHaveText('1');
	expect(await storedValue(page, name)).toBe(1);
	expect(keys.size).toBe(1);
});

test('presses that are made while one waits count with it, each once', async ({ page, name }) => {
	const { value, add, subtract, status } = await openCounter(page, name);
	const open = await blockWrites(page);
	await add.click();
	await expect(status).toHaveText(waiting);
	for (let press = 0; press < 3; press++) await add.click();
	await subtract.click();
	await expect(value).toHaveText('3');
	await expect(status).toHaveText(waiting);
	await open();
	await expect(status).toHaveText('');
	await expect(async () => expect(await storedValue(page, name)).toBe(3)).toPass();
	await expect(value).toHaveText('3');
});

test('a press without a network counts once when the page is loaded again with one', async ({
	page,
	context,
	name,
}) => {
	const keys = keysOf(page);
	const { add, status } = await openCounter(page, name);
	await context.setOffline(true);
	await add.click();
	await expect(status).toHaveText(waiting);
	await expect(page.reload()).rejects.toThrow();
	await context.setOffline(false);
	await page.goto(`/counters/${name}`);
	const { value } = card(page, name);
	await expect(value).toHaveText('1');
	await expect(async () => expect(await storedValue(page, name)).toBe(1)).toPass();
	expect(keys.size).toBe(1);
	// Loaded once more, the next press is the only new write: an old one could only be sent with its key.
	await page.reload();
	await hydrated(page);
	await card(page, name).add.click();
	await expect(async () => expect(await storedValue(page, name)).toBe(2)).toPass();
	expect(keys.size).toBe(2);
});

test('a press whose answer was lost counts once when the page is loaded again', async ({
	page,
	name,
}) => {
	const keys = keysOf(page);
	const { add } = await openCounter(page, name);
	const counted = Promise.withResolvers<void>();
	let requests = 0;
	await page.route('**/increment', async (route) => {
		requests++;
		if (requests > 1) return route.continue();
		// The answer of the first one is never passed on.
		await route.fetch();
		return counted.resolve();
	});
	await add.click();
	await counted.promise;
	expect(await storedValue(page, name)).toBe(1);
	const again = page.waitForResponse('**/increment');
	await page.reload();
	expect((await again).headers()['idempotency-replayed']).toBe('true');
	await hydrated(page);
	await expect(card(page, name).value).toHaveText('1');
	await expect(card(page, name).status).toHaveText('');
	expect(await storedValue(page, name)).toBe(1);
	expect(keys.size).toBe(1);
});

test('a press that waits is sent from the next page of its counter in this tab', async ({
	page,
	name,
}) => {
	const { add, status } = await openCounter(page, name);
	const open = await blockWrites(page);
	await add.click();
	await expect(status).toHaveText(waiting);
	await add.click();
	await page.goto('/problems/not-found');
	await open();
	await page.goto(`/counters/${name}`);
	await expect(card(page, name).value).toHaveText('2');
	await expect(async () => expect(await storedValue(page, name)).toBe(2)).toPass();
});

test('a press counts once although a second tab has a copy of it', async ({
	page,
	context,
	name,
}) => {
	const keys = keysOf(context);
	const { value, add, status } = await openCounter(page, name);
	const open = await blockWrites(context);
	await add.click();
	await expect(status).toHaveText(waiting);
	const opened = context.waitForEvent('page');
	// A tab that this one opens begins with a copy of its storage.
	await page.evaluate(() => void window.open(location.href));
	const second = await opened;
	await expect(card(second, name).status).toHaveText(waiting);
	await open();
	for (const tab of [page, second]) {
		await expect(card(tab, name).status).toHaveText('');
		await expect(card(tab, name).value).toHaveText('1');
	}
	await expect(value).toHaveText('1');
	expect(await storedValue(page, name)).toBe(1);
	expect(keys.size).toBe(1);
});

test('a press waits while the counter cannot be reached, and counts afterwards', async ({
	page,
	name,
}) => {
	const { value, add, status } = await openCounter(page, name);
	await page.route('**/increment', (route) =>
		route.fulfill({
			status: 503,
			contentType: 'application/problem+json',
			body: JSON.stringify({ title: 'The counter cannot be reached', status: 503, retryAfter: 1 }),
		}),
	);
	await add.click();
	await expect(status).toHaveText(waiting);
	await page.unroute('**/increment');
	await expect(status).toHaveText('');
	await expect(value).toHaveText('1');
	expect(await storedValue(page, name)).toBe(1);
});

test('a press waits also in a browser that allows no storage', async ({ page, name }) => {
	await page.addInitScript(() => {
		Object.defineProperty(globalThis, 'sessionStorage', {
			get() {
				throw new DOMException('not allowed', 'SecurityError');
			},
		});
	});
	const { value, add, status } = await openCounter(page, name);
	const open = await blockWrites(page);
	await add.click();
	await expect(status).toHaveText(waiting);
	await open();
	await expect(status).toHaveText('');
	await expect(value).toHaveText('1');
	expect(await storedValue(page, name)).toBe(1);
});
