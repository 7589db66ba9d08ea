/** A card follows its counter: over a socket, by polling, and only while it can be seen. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { freePort } from '../../scripts/ports.ts';
import { startSite } from '../../scripts/site-process.ts';
import { card, expect, hold, islandScripts, openCounter, test, visitor } from './fixtures';

/** Makes every WebSocket of a page fail, as a proxy that knows none does. */
async function withoutSockets(context: BrowserContext): Promise<void> {
	await context.routeWebSocket(/\/live$/, (socket) => socket.close({ code: 1011 }));
}

/** Hides a tab or shows it, which a browser without a screen does not do by itself. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
	await page.evaluate((hidden) => {
		Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
		document.dispatchEvent(new Event('visibilitychange'));
	}, isHidden);
}

test('two visitors see each other’s clicks and each other', async ({ page, name, browser }) => {
	const other = await (await visitor(browser)).newPage();
	const mine = await openCounter(page, name);
	await expect(mine.watchers).toHaveText('Only you are watching');
	const theirs = await openCounter(other, name, new URL(page.url()).origin);
	await expect(mine.watchers).toHaveText('2 people watching');
	await expect(theirs.watchers).toHaveText('2 people watching');

	await mine.add.click();
	await expect(theirs.value).toHaveText('1');
	await theirs.add.click();
	await expect(mine.value).toHaveText('2');
	await theirs.subtract.click();
	await expect(mine.value).toHaveText('1');

	await other.context().close();
	await expect(mine.watchers).toHaveText('Only you are watching');
});

test('a card without a value shows one as soon as there is one', async ({ page, name }) => {
	await page.request.post(`/api/${name}/increment`, { data: { amount: 7 } });
	const release = await hold(page, islandScripts);
	await page.goto(`/counters/${name}`);
	const { output, value, add } = card(page, name);
	// As the server renders it while the counter cannot be reached.
	await output.evaluate((element) => {
		element.innerHTML = '<span class="counter-unavailable">unavailable</span>';
		const island = element.closest('astro-island');
		const props = JSON.parse(island?.getAttribute('props') ?? '');
		island?.setAttribute('props', JSON.stringify({ ...props, value: [0] }));
	});
	release();
	await expect(output).toHaveText('7');
	await add.click();
	await expect(value).toHaveText('8');
});

test('a page without sockets follows by asking', async ({ page, name, context, browser }) => {
	await withoutSockets(context);
	const other = await visitor(browser);
	const { value, add } = await openCounter(page, name);
	const site = new URL(page.url()).origin;
	for (const amount of [5, 7]) {
		const before = Number(await value.textContent());
		await other.request.post(`${site}/api/${name}/increment`, { data: { amount } });
		await expect(value).toHaveText(String(before + amount));
	}
	await add.click();
	await expect(value).toHaveText('13');
	const unchanged = await page.waitForResponse((response) => response.url().endsWith('/value'));
	expect([200, 304]).toContain(unchanged.status());
	await page.waitForResponse((response) => response.status() === 304);
	await other.close();
});

test('a page without sockets tries them again when the network comes back', async ({
	page,
	name,
}) => {
	let isBlocked = true;
	await page.routeWebSocket(/\/live$/, (socket) => {
		if (isBlocked) void socket.close({ code: 1011 });
		else socket.connectToServer();
	});
	const { watchers } = await openCounter(page, name);
	await page.waitForResponse((response) => response.url().endsWith('/value'));
	await expect(watchers).toHaveText('');
	isBlocked = false;
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await expect(watchers).toHaveText('Only you are watching');
});

test('an open page is right again within 3 s of its server', async ({ page, name }) => {
	test.setTimeout(90_000);
	const state = await mkdtemp(join(tmpdir(), 'durable-counters-'));
	const port = await freePort();
	let site = await startSite({ port, state, quiet: true });
	try {
		const { form, value, watchers, add } = await openCounter(page, name, site.url);
		await add.click();
		await expect(form).toHaveAttribute('aria-busy', 'false');
		await expect(value).toHaveText('1');
		await expect(watchers).toHaveText('Only you are watching');

		await site.kill();
		await expect(watchers).toHaveText('');
		await expect(value).toHaveText('1');

		site = await startSite({ port, state, quiet: true });
		const answer = await page.request.post(`${site.url}/api/${name}/increment`);
		expect(await answer.json()).toEqual({ value: 2 });
		await expect(value).toHaveText('2', { timeout: 3000 });
		await expect(watchers).toHaveText('Only you are watching');
		await add.click();
		await expect(value).toHaveText('3');
	} finally {
		await site.kill();
		await rm(state, { recursive: true, force: true });
	}
});

test('a hidden page closes its socket and is right when it is shown', async ({
	page,
	name,
	browser,
}) => {
	const other = await (await visitor(browser)).newPage();
	const mine = await openCounter(page, name);
	const theirs = await openCounter(other, name, new URL(page.url()).origin);
	await expect(theirs.watchers).toHaveText('2 people watching');
	await setHidden(page, true);
	await expect(theirs.watchers).toHaveText('Only you are watching');
	await theirs.add.click();
	await expect(theirs.form).toHaveAttribute('aria-busy', 'false');
	await expect(mine.value).toHaveText('0');
	await setHidden(page, false);
	await expect(mine.value).toHaveText('1');
	await expect(theirs.watchers).toHaveText('2 people watching');
	await other.context().close();
});

test('a card out of sight closes its socket', async ({ page, name }) => {
	const opened = page.waitForEvent('websocket');
	const { form, watchers } = await openCounter(page, name);
	const socket = await opened;
	await expect(watchers).toHaveText('Only you are watching');
	const closed = socket.waitForEvent('close');
	await page.evaluate(() => {
		document.body.style.paddingBottom = '500vh';
		scrollTo(0, document.body.scrollHeight);
	});
	await closed;
	await expect(watchers).toHaveText('');
	await form.scrollIntoViewIfNeeded();
	await expect(watchers).toHaveText('Only you are watching');
});
