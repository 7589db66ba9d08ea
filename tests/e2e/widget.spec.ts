/** The widget on pages of another site. */
import AxeBuilder from '@axe-core/playwright';
import type { Site } from '../../scripts/site-process.ts';
import { counterValue, json, post } from '../site/http';
import { startTemporarySite } from '../temporary-site.ts';
import { card, expect, hold, hydrated, plainTest as test } from './fixtures';
import { type HostSite, parts, startHostSite, strictPolicy, widget } from './host-page';

let host: HostSite;
let foreign: HostSite;
let site: Site;

test.beforeAll(async () => {
	[host, foreign] = [await startHostSite(), await startHostSite()];
	// Many tests are one client here.
	const vars = { ALLOWED_ORIGINS: host.url, LIMIT_BURST: 1000 };
	site = await startTemporarySite({ vars });
});
test.afterAll(async () => {
	host.stop();
	foreign.stop();
	await site.stop();
});

test('a widget shows the value at once and live, and changes it, under a strict policy', async ({
	page,
	name,
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

test('a widget is used by keyboard, and told to screen readers', async ({ page, name }) => {
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

test('on a page that may not write, a widget shows the value without buttons and says why', async ({
	page,
	name,
}) => {
	const errors: string[] = [];
	page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
	await post(`${site.url}/api/${name}/increment`);
	foreign.show({ body: widget(site.url, name) });
	await page.goto(foreign.url);
	const { host: element, value, buttons } = parts(page);
	await expect(value).toHaveText('1');
	await expect(element.getByTitle(/owner decides/)).toBeVisible();
	await expect(buttons).toHaveCount(0);
	expect(errors).toEqual([]);
});

test('a press whose answer is lost counts once', async ({ page, name }) => {
	host.show({ body: widget(site.url, name) });
	await page.goto(host.url);
	const { add, value } = parts(page);
	await expect(value).toHaveText('0');
	let sent = 0;
	await page.route('**/increment', async (route) => {
		if (route.request().method() === 'POST') sent++;
		if (sent !== 1) return route.fallback();
		await route.fetch();
		return route.abort();
	});
	await add.click();
	await expect.poll(() => sent).toBe(2);
	await expect(value).toHaveText('1');
	await expect.poll(() => counterValue(site.url, name)).toBe(1);
});

test('a refusal is shown, and the press is taken back', async ({ page, name }) => {
	const most = { headers: json, body: '{"amount":1000}' };
	await post(`${site.url}/api/${name}/increment`, most);
	host.show({ body: widget(site.url, name) });
	await page.goto(host.url);
	const { add, value, status } = parts(page);
	await expect(value).toHaveText('1000');
	await page.route('**/increment', (route) =>
		route.request().method() === 'POST'
			? route.fulfill({
					status: 429,
					headers: { 'Access-Control-Allow-Origin': host.url },
					json: { title: 'Too many writes', status: 429, retryAfter: 30 },
				})
			: route.fallback(),
	);
	await add.click();
	await expect(status).toHaveText('Too many writes. Wait 30 s');
	await expect(value).toHaveText('1000');
	await expect(add).toHaveAttribute('aria-disabled', 'true');
});

test('what a widget contains is shown until its value is known', async ({ page, name }) => {
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
}) => {
	host.show({ body: widget(site.url, name, 'mode="visit"'), policy: strictPolicy(site.url) });
	await page.goto(host.url);
	await expect(parts(page).value).toHaveText('1');
	await expect(parts(page).buttons).toHaveCount(0);
	await page.reload();
	await expect(parts(page).value).toHaveText('1');
	expect(await counterValue(site.url, name)).toBe(1);
});

test('on a page that a counter’s owner lists, and the operator does not, a widget writes', async ({
	page,
	name,
}) => {
	const body = JSON.stringify({ name, value: 5, origins: [foreign.url] });
	expect((await post(`${site.url}/api/counters`, { headers: json, body })).status).toBe(201);
	foreign.show({ body: widget(site.url, name), policy: strictPolicy(site.url) });
	await page.goto(foreign.url);
	const { value, add } = parts(page);
	await expect(value).toHaveText('5');
	await add.click();
	await expect(value).toHaveText('6');
	await expect.poll(() => counterValue(site.url, name)).toBe(6);
});

for (const scheme of ['light', 'dark'] as const) {
	test(`a widget and a frame have no faults that axe finds, in ${scheme}`, async ({
		page,
		name,
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
