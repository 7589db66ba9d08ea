import {
	type APIRequestContext,
	type Browser,
	type BrowserContext,
	expect,
	type Page,
	test as base,
} from '@playwright/test';
import { freshName, randomAddress } from '../site/http';

export { expect, freshName };

interface Fixtures {
	/** A counter that no other test uses. */
	name: string;
	/** Every test is a client of its own, so that none uses up another's write budget. */
	client: string;
}

export const test = base.extend<Fixtures>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
	name: async ({}, use) => use(freshName()),
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
	client: async ({}, use) => use(randomAddress()),
	context: async ({ context, client }, use) => {
		await context.setExtraHTTPHeaders({ 'CF-Connecting-IP': client });
		await use(context);
	},
});

/**
 * A browser as it comes, for what happens between two sites: a header added to its requests would turn
 * every one into a preflight.
 */
export const plainTest = base.extend<Pick<Fixtures, 'name'>>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
	name: async ({}, use) => use(freshName()),
});

/** The scripts of islands; those of a page itself run without them. */
export const islandScripts = /\/_astro\/(?!\w+\.astro_)[^/]+\.js/;

/** Waits until every island in the window is hydrated. */
export async function hydrated(page: Page): Promise<void> {
	await page.waitForFunction(() =>
		Array.from(document.querySelectorAll('astro-island[ssr] > :first-child')).every((element) => {
			if (!element.checkVisibility()) return true;
			const { top, bottom } = element.getBoundingClientRect();
			return bottom < 0 || top > innerHeight;
		}),
	);
}

/** Waits until the page has drawn twice: what its scripts changed up to now is then shown and reported. */
export async function painted(page: Page): Promise<void> {
	await page.evaluate(
		() =>
			new Promise<void>((resolve) => {
				requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
			}),
	);
}

/** Opens the page of a counter and waits until its card is hydrated. */
export async function openCounter(page: Page, name: string, site = '') {
	await page.goto(`${site}/counters/${name}`);
	await hydrated(page);
	return card(page, name);
}

/** The value of a counter by the API. */
export async function storedValue(page: Page, name: string, site = ''): Promise<number> {
	const answer = await page.request.get(`${site}/api/${name}/value`);
	return (await answer.json()).value;
}

/** Holds requests back until the returned function is called. */
export async function hold(
	asking: Page | BrowserContext,
	url: string | RegExp,
): Promise<() => void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	await asking.route(url, async (route) => {
		await promise;
		await route.continue();
	});
	return resolve;
}

/** Adds to a counter by the API. */
export async function increment(
	request: APIRequestContext,
	name: string,
	amount: number,
): Promise<void> {
	const response = await request.post(`/api/${name}/increment`, { data: { amount } });
	expect(response.ok()).toBe(true);
}

/** The parts of a counter's card. */
export function card(page: Page, name: string) {
	const form = page.locator(`form[id="card-${name}"]`);
	return {
		form,
		output: form.locator('output'),
		value: form.locator('data'),
		watchers: form.locator('.counter-watchers'),
		announcement: form.locator('.counter-announcement'),
		add: form.getByRole('button', { name: `Add 1 to ${name}` }),
		subtract: form.getByRole('button', { name: `Subtract 1 from ${name}` }),
		status: form.locator('.counter-status'),
	};
}

/** Somebody else: a browser context with an address of its own. */
export async function visitor(browser: Browser): Promise<BrowserContext> {
	return browser.newContext({ extraHTTPHeaders: { 'CF-Connecting-IP': randomAddress() } });
}
