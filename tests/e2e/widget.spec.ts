/** The widget on pages of another site. */
import AxeBuilder from '@axe-core/playwright';
import { counterValue, json, post } from '../site/http';
import { card, expect, hold, hydrated } from './fixtures';
import { parts, strictPolicy, widget } from './host-page';
import { test } from './widget-sites';

test('a widget shows the value at once and live, and changes it, under a strict policy', async ({
	page,
	name,
	host,
	site,
}) => {
	const errors: string[] = [];
	page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
	await post(`${site.url}/api/${name}/increment`, { headers: json, body: '{"amount":41}' });
	host.show({ body: widget(site.url, name), policy: strictPolicy(site.url) });
	await page.goto(host.url);
	const { value, add, subtract } = parts(page);
	await expect(value).toHaveText('41');
	await add.click();
	await expect(value).toHaveText('42');
	await expect.poll(() => counterValue(site.url, name)).toBe(42);
	await post(`${site.url}/api/${name}/increment`, { headers: json, body: '{"amount":8}' });
	await expect(value).toHaveText('50');
	await subtract.click();
	await expect.poll(() => counterValue(site.url, name)).toBe(49);
	await expect(value).toHaveText('49');
	expect(errors).toEqual([]);
});

test('a widget is used by keyboard, and announced to screen readers', async ({
	page,
	name,
	host,
	site,
}) => {
	host.show({ body: widget(site.url, name, 'label="Waves"') });
	await page.goto(host.url);
	const { host: element, value, add, announcement } = parts(page);
	await expect(element.getByRole('group', { name: 'Waves' })).toBeVisible();
	await expect(value).toHaveText('0');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await expect(add).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(value).toHaveText('1');
	await expect(announcement).toHaveText('Waves: 1');
	await page.keyboard.press('Space');
	await expect(value).toHaveText('2');
	await expect.poll(() => counterValue(site.url, name)).toBe(2);
});

test('two widgets and a card of one counter agree, and the widgets share one connection', async ({
	page,
	context,
	name,
	host,
	site,
}) => {
	const streams: string[] = [];
	page.on('request', (request) => request.url().endsWith('/live') && streams.push(request.url()));
	host.show({ body: widget(site.url, name) + widget(site.url, name, 'mode="value"') });
	await page.goto(host.url);
	const [first, second] = [parts(page), parts(page, 1)];
	await expect(second.value).toHaveText('0');
	await expect(second.buttons).toHaveCount(0);
	const other = await context.newPage();
	await other.goto(`${site.url}/counters/${name}`);
	await hydrated(other);
	await card(other, name).add.click();
	// A page that is not shown follows nothing; this one is shown again.
	await page.bringToFront();
	await expect(first.value).toHaveText('1');
	await first.add.click();
	for (const { value } of [first, second]) await expect(value).toHaveText('2');
	await expect(card(other, name).value).toHaveText('2');
	expect(await counterValue(site.url, name)).toBe(2);
	expect(streams).toHaveLength(1);
});

test('a like stays pressed in this browser, and is taken back by a second press', async ({
	page,
	name,
	host,
	site,
}) => {
	host.show({ body: widget(site.url, name, 'mode="like" label="Likes"') });
	await page.goto(host.url);
	const { like, value } = parts(page);
	await expect(like).toHaveAttribute('aria-pressed', 'false');
	await like.click();
	await expect(like).toHaveAttribute('aria-pressed', 'true');
	await expect.poll(() => counterValue(site.url, name)).toBe(1);
	await page.reload();
	await expect(like).toHaveAttribute('aria-pressed', 'true');
	await expect(value).toHaveText('1');
	await like.click();
	await expect.poll(() => counterValue(site.url, name)).toBe(0);
	await expect(like).toHaveAttribute('aria-pressed', 'false');
});

test('what a widget contains is shown until its value is known', async ({
	page,
	name,
	host,
	site,
}) => {
	const release = await hold(page, `${site.url}/api/${name}/value`);
	host.show({ body: widget(site.url, name).replace('></durable', '><b>One moment</b></durable') });
	await page.goto(host.url);
	await expect(page.getByText('One moment')).toBeVisible();
	await expect(parts(page).value).toHaveCount(0);
	release();
	await expect(parts(page).value).toHaveText('0');
	await expect(page.getByText('One moment')).toBeHidden();
});

test('a widget in visit mode counts its reader once, and shows the value', async ({
	page,
	name,
	host,
	site,
}) => {
	host.show({ body: widget(site.url, name, 'mode="visit"'), policy: strictPolicy(site.url) });
	await page.goto(host.url);
	await expect(parts(page).value).toHaveText('1');
	await expect(parts(page).buttons).toHaveCount(0);
	await page.reload();
	await expect(parts(page).value).toHaveText('1');
	expect(await counterValue(site.url, name)).toBe(1);
});

for (const scheme of ['light', 'dark'] as const) {
	test(`a widget and a frame have no faults that axe finds, in ${scheme}`, async ({
		page,
		name,
		host,
		site,
	}) => {
		await page.emulateMedia({ colorScheme: scheme });
		const frame = `<iframe src="${site.url}/embed/${name}?label=Framed" title="Framed" width="240" height="60"></iframe>`;
		host.show({
			body: ['', 'mode="like" label="Likes"', 'mode="value" label="All"']
				.map((attributes) => `<p>${widget(site.url, name, attributes)}</p>`)
				.concat(`<p>${frame}</p>`)
				.join(''),
		});
		await page.goto(host.url);
		await expect(parts(page, 2).value).toHaveText('0');
		await expect(page.frameLocator('iframe').locator('[part=value]')).toHaveText('0');
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
		await page.screenshot({ path: test.info().outputPath(`widget-${scheme}.png`) });
	});
}
