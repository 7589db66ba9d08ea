import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from '@playwright/test';
import type { Site } from '../../scripts/site-process.ts';
import { counterValue, json, post } from '../site/http';
import { startTemporarySite } from '../temporary-site.ts';
import { test as base, expect } from './fixtures';

/** A browser as it comes: a header added to its requests would turn a beacon into a preflight. */
const test = base.extend({
	context: async ({ browser }, use) => {
		const context = await browser.newContext();
		await use(context);
		await context.close();
	},
});

/** The markup that the pages of the other sites have in their body. */
let pasted = '';

/** Another site, each page of which has what was pasted. */
async function startElsewhere(): Promise<{ server: Server; url: string }> {
	const server = createServer((_, response) => {
		response.setHeader('Content-Type', 'text/html');
		response.end(`<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>${pasted}`);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

let [listed, unlisted]: Awaited<ReturnType<typeof startElsewhere>>[] = [];
let site: Site;
test.beforeAll(async () => {
	[listed, unlisted] = await Promise.all([startElsewhere(), startElsewhere()]);
	site = await startTemporarySite();
});
test.afterAll(async () => {
	listed?.server.close();
	unlisted?.server.close();
	await site.stop();
});

function urlOf(started: typeof listed): string {
	if (!started) throw new Error('The other site has not been started.');
	return started.url;
}

/** Makes a counter whose owner lists the pages of one of the other sites. */
async function makeListed(name: string): Promise<void> {
	const body = JSON.stringify({ name, origins: [urlOf(listed)], writes: 'owner' });
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
	pasted = await snippet.locator('code').innerText();
	expect(pasted).toContain('navigator.sendBeacon');

	// All the browsers here have one address, whose budget the others share.
	await expect.poll(() => openElsewhere(context, urlOf(listed))).toBe(200);
	expect(await counterValue(site.url, name)).toBe(1);
	await expect.poll(() => openElsewhere(context, urlOf(listed))).toBe(200);
	expect(await counterValue(site.url, name)).toBe(1);
	expect(await context.cookies(site.url)).toEqual([]);

	const other = await browser.newContext({ userAgent: 'Another browser' });
	await expect.poll(() => openElsewhere(other, urlOf(listed))).toBe(200);
	expect(await counterValue(site.url, name)).toBe(2);
	const crawler = await browser.newContext({
		userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)',
	});
	await expect.poll(() => openElsewhere(crawler, urlOf(listed))).toBe(200);
	expect(await openElsewhere(other, urlOf(unlisted))).toBe(403);
	expect(await counterValue(site.url, name)).toBe(2);
	await other.close();
	await crawler.close();
});

test('a beacon with text, and a script that reads the answer, count from a listed page', async ({
	page,
	name,
}) => {
	pasted = '';
	await makeListed(name);
	await page.goto(urlOf(listed));
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
