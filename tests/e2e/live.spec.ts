import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { freePort, startSite } from '../../scripts/site-process.ts';
import { randomAddress } from '../site/http.ts';
import { card, expect, test } from './fixtures';

/** Opens a counter's page; its card has come to life when the page is loaded. */
async function open(page: Page, name: string, site = '') {
	await page.goto(`${site}/counters/${name}`);
	return {
		...card(page, name),
		watchers: page.locator('.counter-watchers'),
		announcement: page.locator('.counter-announcement'),
	};
}

/** Somebody else: a browser context with an address of its own. */
async function visitor(browser: Browser): Promise<BrowserContext> {
	return browser.newContext({ extraHTTPHeaders: { 'CF-Connecting-IP': randomAddress() } });
}

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

/** Notes every number that a card shows, from now on. */
async function record(page: Page): Promise<() => Promise<number[]>> {
	await page.evaluate(() => {
		const seen: number[] = [];
		Object.assign(window, { seen });
		const output = document.querySelector('.counter-window');
		if (!output) throw new Error('no card');
		const note = () => void seen.push(Number(output.textContent));
		new MutationObserver(note).observe(output, {
			characterData: true,
			childList: true,
			subtree: true,
		});
		note();
	});
	return () => page.evaluate(() => (window as unknown as { seen: number[] }).seen);
}

test('two visitors see each other’s clicks and each other', async ({ page, name, browser }) => {
	const other = await (await visitor(browser)).newPage();
	const mine = await open(page, name);
	await expect(mine.watchers).toHaveText('Only you are watching');
	const theirs = await open(other, name, new URL(page.url()).origin);
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
	await page.addInitScript(() => {
		// The page is read and its script has not run yet.
		document.addEventListener('readystatechange', () => {
			const output = document.querySelector('.counter-window');
			if (document.readyState === 'interactive' && output) output.textContent = 'unavailable';
		});
	});
	const { form, value, add } = await open(page, name);
	await expect(form.locator('output')).toHaveText('7');
	await add.click();
	await expect(value).toHaveText('8');
});

test('a page without sockets follows by asking', async ({ page, name, context, browser }) => {
	await withoutSockets(context);
	const other = await visitor(browser);
	const { value, add } = await open(page, name);
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
	const { watchers } = await open(page, name);
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
		const { form, value, watchers, add } = await open(page, name, site.url);
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

test('a hidden page lets go of its socket and is right when it is shown', async ({
	page,
	name,
	browser,
}) => {
	const other = await (await visitor(browser)).newPage();
	const mine = await open(page, name);
	const theirs = await open(other, name, new URL(page.url()).origin);
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

test('a card out of sight lets go of its socket', async ({ page, name }) => {
	const opened = page.waitForEvent('websocket');
	const { form, watchers } = await open(page, name);
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

test('several cards of one counter share one socket and one number', async ({ page, name }) => {
	const sockets: string[] = [];
	page.on('websocket', (socket) => sockets.push(socket.url()));
	await page.addInitScript(() => {
		// The page is read and its script has not run yet.
		document.addEventListener('readystatechange', () => {
			const form = document.querySelector('form.counter');
			if (document.readyState !== 'interactive' || !form) return;
			for (const copy of [form.cloneNode(true), form.cloneNode(true)]) {
				form.parentNode?.insertBefore(copy, form);
			}
		});
	});
	const { form, value, add, status, watchers } = await open(page, name);
	await expect(value).toHaveCount(3);
	await expect(watchers).toHaveText(Array<string>(3).fill('Only you are watching'));
	await add.first().click();
	await add.last().click();
	await expect(value).toHaveText(['2', '2', '2']);
	await expect(form.first()).toHaveAttribute('aria-busy', 'false');
	expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 2 });
	expect(sockets).toHaveLength(1);
	await page.route('**/increment', (route) => route.abort());
	await add.first().click();
	await expect(status).toHaveText(Array<RegExp>(3).fill(/^No answer came/));
	await expect(value).toHaveText(['2', '2', '2']);
});

test('60 clicks as fast as a finger are never refused, and each is seen once', async ({
	page,
	name,
}) => {
	const { form, value, add, status } = await open(page, name);
	const seen = await record(page);
	const refused: number[] = [];
	page.on('response', (response) => {
		if (response.status() >= 400) refused.push(response.status());
	});
	await add.evaluate(async (button: HTMLButtonElement) => {
		for (let click = 0; click < 60; click++) {
			button.click();
			await new Promise((resolve) => setTimeout(resolve, 80));
		}
	});
	await expect(value).toHaveText('60');
	await expect(form).toHaveAttribute('aria-busy', 'false');
	await expect(status).toHaveText('');
	expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 60 });
	expect(refused).toEqual([]);
	const numbers = await seen();
	expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

test('clicks that were not sent yet count when the page is left', async ({ page, name }) => {
	const { add } = await open(page, name);
	await add.evaluate(async (button: HTMLButtonElement) => {
		for (let click = 0; click < 20; click++) {
			button.click();
			await new Promise((resolve) => setTimeout(resolve, 40));
		}
		setTimeout(() => {
			button.click();
			location.href = '/problems/not-found';
		});
	});
	await page.waitForURL('**/problems/not-found');
	await expect(async () => {
		expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 21 });
	}).toPass({ timeout: 5000 });
});

test('where all only add, no page ever shows a smaller number', async ({ page, name, browser }) => {
	const other = await (await visitor(browser)).newPage();
	const site = async (page: Page, origin = '') => {
		const card = await open(page, name, origin);
		return { ...card, seen: await record(page) };
	};
	const cards = [await site(page), await site(other, new URL(page.url()).origin)];
	await Promise.all(
		cards.map(({ add }) =>
			add.evaluate(async (button: HTMLButtonElement) => {
				for (let click = 0; click < 40; click++) {
					button.click();
					await new Promise((resolve) => setTimeout(resolve, 20 + 60 * Math.random()));
				}
			}),
		),
	);
	for (const { value, seen } of cards) {
		await expect(value).toHaveText('80');
		const numbers = await seen();
		expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
	}
	await other.context().close();
});

test('a change by somebody else is marked, one’s own is not', async ({ page, name, browser }) => {
	const other = await visitor(browser);
	const { form, value, add, watchers } = await open(page, name);
	await expect(watchers).toHaveText('Only you are watching');
	const output = form.locator('output');
	await page.evaluate(() => {
		const marks: string[] = [];
		Object.assign(window, { marks });
		const output = document.querySelector('.counter-window');
		if (!output) throw new Error('no card');
		new MutationObserver(() => void marks.push(output.className)).observe(output, {
			attributeFilter: ['class'],
		});
	});
	await add.click();
	await expect(value).toHaveText('1');
	await expect(form).toHaveAttribute('aria-busy', 'false');
	const marks = () => page.evaluate(() => (window as unknown as { marks: string[] }).marks);
	expect(await marks()).toEqual([]);

	await other.request.post(`${new URL(page.url()).origin}/api/${name}/increment`);
	await expect(output).toHaveClass(/counter-marked/);
	await expect(value).toHaveText('2');
	await expect(output).not.toHaveClass(/counter-marked/);
	await other.close();
});

test('nothing lights up for a reader who asked for less motion', async ({ page, name }) => {
	const { form } = await open(page, name);
	const output = form.locator('output');
	const mark = () =>
		output.evaluate((element) => {
			element.classList.add('counter-marked');
			return getComputedStyle(element).outlineStyle;
		});
	expect(await mark()).toBe('solid');
	await page.emulateMedia({ reducedMotion: 'reduce' });
	expect(await mark()).toBe('none');
});

test('a screen reader hears one’s own changes at once and others’ now and then', async ({
	page,
	name,
	browser,
}) => {
	const other = await visitor(browser);
	const { value, add, announcement, watchers } = await open(page, name);
	const site = new URL(page.url()).origin;
	await expect(watchers).toHaveText('Only you are watching');
	await expect(announcement).toHaveText('');
	await page.evaluate(() => {
		const heard: (string | null)[] = [];
		Object.assign(window, { heard });
		const region = document.querySelector('.counter-announcement');
		if (!region) throw new Error('no card');
		new MutationObserver(() => void heard.push(region.textContent)).observe(region, {
			characterData: true,
			childList: true,
			subtree: true,
		});
	});
	await add.click();
	await expect(announcement).toHaveText(`${name}: 1`);
	for (let write = 0; write < 8; write++) {
		await other.request.post(`${site}/api/${name}/increment`);
	}
	await expect(value).toHaveText('9');
	await expect(announcement).toHaveText(`${name}: 9`, { timeout: 10_000 });
	const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
	expect(heard.filter((text) => text !== '')).toEqual([`${name}: 1`, `${name}: 9`]);
	await other.close();
});
