/** Which presses of a widget count: those on pages that may write, each once, unless it is refused. */
import { counterValue, json, post } from '../site/http';
import { expect } from './fixtures';
import { parts, strictPolicy, widget } from './host-page';
import { test } from './widget-sites';

test('on a page that may not write, a widget shows the value without buttons and says why', async ({
	page,
	name,
	foreign,
	site,
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

test('a press whose answer is lost counts once', async ({ page, name, host, site }) => {
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

test('a refusal is shown, and the press is taken back', async ({ page, name, host, site }) => {
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

test('on a page that a counter’s owner lists, and the operator does not, a widget writes', async ({
	page,
	name,
	foreign,
	site,
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
