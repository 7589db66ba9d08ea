/** The journey of a reader who wants a counter on a page: with JavaScript a widget, without a frame. */
import { counterValue } from '../site/http';
import { card, expect, plainTest as test } from './fixtures';
import { type HostSite, parts, startHostSite } from './host-page';

let host: HostSite;
test.beforeAll(async () => {
	host = await startHostSite();
});
test.afterAll(() => host.stop());

test('a reader makes a counter, has its button on a page, sees how it went, sets and removes it', async ({
	page,
	name,
	baseURL,
	javaScriptEnabled,
}) => {
	const site = String(baseURL);
	await page.goto('/counters');
	await page.getByRole('main').getByRole('link', { name: 'make a counter' }).click();
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Start value').fill('40');
	await page.getByLabel('Pages that may write').fill(host.url);
	await page.getByRole('button', { name: 'Make the counter' }).click();
	const copied = async (title: string): Promise<string> => {
		const code = page.locator('figure').filter({ has: page.getByText(title, { exact: true }) });
		return (await code.locator('code').textContent()) ?? '';
	};
	const token = await copied('Owner’s token');
	expect(token).toMatch(/^dc_[\w-]{43}$/);

	// Without JavaScript the frame has a form; with it, the button of the widget is on the page itself.
	host.show({ body: await copied(javaScriptEnabled ? 'Widget' : 'Frame') });
	await page.goto(host.url);
	const shown = javaScriptEnabled
		? parts(page)
		: {
				like: page.frameLocator('iframe').getByRole('button', { name: /^Like/ }),
				value: page.frameLocator('iframe').getByRole('status'),
			};
	await expect(shown.value).toHaveText('40');
	await shown.like.click();
	await expect(shown.value).toHaveText('41');
	await expect.poll(() => counterValue(site, name)).toBe(41);

	await page.goto(`${site}/counters/${name}`);
	await expect(page.locator('data.counter-value')).toHaveText('41');
	const chart = page.getByRole('figure', { name: '24 hours' });
	await expect(chart.getByRole('img')).toBeVisible();
	await expect(chart).toContainText(/\d+ added, 0 subtracted/);

	await page.getByRole('link', { name: 'its settings' }).click();
	await page.getByLabel('New value').fill('7');
	await page.locator('#set-token').fill(token);
	await page.getByRole('button', { name: 'Set the value' }).click();
	await expect(page.getByRole('status')).toHaveText('The value is set.');
	await page.goto(host.url);
	await expect(shown.value).toHaveText('7');

	await page.goto(`${site}/counters/${name}/settings`);
	await page.getByLabel('I know that this cannot be undone').check();
	await page.locator('#remove-token').fill(token);
	await page.getByRole('button', { name: 'Remove it for good' }).click();
	await expect(page.getByRole('status')).toContainText('The counter is removed');
	await page.goto(host.url);
	await expect(shown.value).toHaveText('0');
	await page.goto(`${site}/counters/${name}`);
	await expect(card(page, name).value).toHaveText('0');
});
