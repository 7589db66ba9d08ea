/** What readers take with them from a page. */
import { card, expect, hydrated, storedValue, test } from './fixtures';

test('a reader copies the code that embeds a counter', async ({ page, context, name, baseURL }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(`/counters/${name}`);
	await page.getByRole('button', { name: 'Copy Markdown' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toBe(`[![${name}](${baseURL}/badge/${name}.svg)](${baseURL}/counters/${name})`);
});

test('the client that a reader copies from the reference works', async ({
	page,
	name,
	baseURL,
}) => {
	await page.goto('/reference');
	const figure = page.locator('figure', { hasText: 'client.ts' });
	const source = (await figure.locator('code').textContent()) ?? '';
	expect(source).not.toMatch(/^import /m);
	expect(source).toContain('export async function postChange(');
	const { postChange, readValue } = await import('../../src/islands/counter/client');
	const options = { site: baseURL ?? '' };
	const write = { operation: 'increment', amount: 4 } as const;
	const counted = { value: 4, version: 1 };
	expect(await postChange(name, write, options)).toMatchObject({ counted });
	const reading = await readValue(name, undefined, options);
	expect(reading).toMatchObject(counted);
	if (typeof reading !== 'object') throw new Error('nothing was read');
	expect(await readValue(name, reading, options)).toBe('unchanged');
	expect(await postChange(name, { ...write, amount: 0 }, options)).toMatchObject({
		refused: { status: 422, title: 'The amount is not valid' },
	});
});

test('a reader makes a private counter and keeps it', async ({ page }) => {
	await page.goto('/counters');
	await page.getByRole('button', { name: 'Make a private counter' }).click();
	await expect(page).toHaveURL(/\/counters\/[0-9a-f]{64}$/);
	const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
	await hydrated(page);
	await card(page, id).add.click();
	await expect(card(page, id).value).toHaveText('1');
	await expect(async () => {
		expect(await storedValue(page, id)).toBe(1);
	}).toPass();
	await page.reload();
	await expect(card(page, id).value).toHaveText('1');
});

test('without JavaScript no copy button is shown', async ({ browser, baseURL }) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${baseURL}/reference`);
	await expect(page.locator('figure code').first()).toBeVisible();
	await expect(page.getByRole('button')).toHaveCount(0);
	await context.close();
});

test('a name typed with capitals and blanks leads to its counter in both forms', async ({
	page,
	name,
}) => {
	const typed = ` ${name.toUpperCase()} `;
	await page.goto('/counters');
	await page.getByLabel('Open a counter by name').fill(typed);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(page).toHaveURL(new RegExp(`/counters/${name}$`));

	await page.goto('/#try-identity');
	await hydrated(page);
	await page.getByLabel('Open a counter by name').fill(typed);
	await page.getByRole('button', { name: 'Show its object' }).click();
	await expect(page.locator('.demo-objects').getByRole('link', { name })).toBeVisible();
});
