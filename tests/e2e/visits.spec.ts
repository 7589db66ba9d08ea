import type { BrowserContext } from '@playwright/test';
import type { Site } from '../../scripts/site-process.ts';
import { counterValue, json, post } from '../site/http';
import { startTemporarySite } from '../temporary-site.ts';
import { expect, plainTest as test } from './fixtures';
import { type HostSite, startHostSite } from './host-page';

let listed: HostSite;
let unlisted: HostSite;
let site: Site;
test.beforeAll(async () => {
	[listed, unlisted] = await Promise.all([startHostSite(), startHostSite()]);
	site = await startTemporarySite();
});
test.afterAll(async () => {
	listed.stop();
	unlisted.stop();
	await site.stop();
});

/** Gives every page of both other sites a body. */
function paste(body: string): void {
	for (const host of [listed, unlisted]) host.show({ body });
}

/** Makes a counter whose owner lists the pages of one of the other sites. */
async function makeListed(name: string): Promise<void> {
	const body = JSON.stringify({ name, origins: [listed.url], writes: 'owner' });
	const { status } = await post(`${site.url}/api/counters`, { headers: json, body });
	expect(status).toBe(201);
}

/** Opens a page elsewhere and returns the status that its beacon got. */
async function openElsewhere(context: BrowserContext, url: string): Promise<number> {
	const page = await context.newPage();
	const answered = page.waitForEvent('response', (answer) => answer.url().endsWith('/visit'));
	await page.goto(url);
	const status = (await answered).status();
	await page.close();
	return status;
}

test('what a counter’s page offers to paste counts each visitor of the page once', async ({
	page,
	context,
	browser,
	name,
}) => {
	await makeListed(name);
	await page.goto(`${site.url}/counters/${name}`);
	const snippet = page.locator('figure', { has: page.getByText('Visits', { exact: true }) });
	const pasted = await snippet.locator('code').innerText();
	expect(pasted).toContain('navigator.sendBeacon');
	paste(pasted);

	// All the browsers here have one address, whose budget the others share.
	await expect.poll(() => openElsewhere(context, listed.url)).toBe(200);
	expect(await counterValue(site.url, name)).toBe(1);
	await expect.poll(() => openElsewhere(context, listed.url)).toBe(200);
	expect(await counterValue(site.url, name)).toBe(1);
	expect(await context.cookies(site.url)).toEqual([]);

	const other = await browser.newContext({ userAgent: 'Another browser' });
	await expect.poll(() => openElsewhere(other, listed.url)).toBe(200);
	expect(await counterValue(site.url, name)).toBe(2);
	const crawler = await browser.newContext({
		userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)',
	});
	await expect.poll(() => openElsewhere(crawler, listed.url)).toBe(200);
	expect(await openElsewhere(other, unlisted.url)).toBe(403);
	expect(await counterValue(site.url, name)).toBe(2);
	await other.close();
	await crawler.close();
});

test('a beacon with text, and a script that reads the answer, count from a listed page', async ({
	page,
	name,
}) => {
	paste('');
	await makeListed(name);
	await page.goto(listed.url);
	const api = `${site.url}/api/${name}/visit`;
	const beacon = page.waitForEvent('response', (answer) => answer.url() === api);
	await page.evaluate((url) => navigator.sendBeacon(url, '{}'), api);
	expect((await beacon).status()).toBe(200);
	await expect
		.poll(() =>
			page.evaluate(async (url) => {
				const response = await fetch(url, { method: 'POST' });
				return response.json();
			}, api),
		)
		.toEqual({ value: 1, counted: false, exact: true });
});
