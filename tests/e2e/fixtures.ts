import {
	type BrowserContext,
	expect,
	type Locator,
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

/** The script that the islands wake with. */
export const awakeScript = /\/awake\.[^/]*\.js/;

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

/** The parts of a counter's card. */
export function card(
	page: Page,
	name: string,
): { form: Locator; value: Locator; add: Locator; subtract: Locator; status: Locator } {
	const form = page.locator(`form[id="${name}"]`);
	return {
		form,
		value: form.locator('data'),
		add: form.getByRole('button', { name: `Add 1 to ${name}` }),
		subtract: form.getByRole('button', { name: `Subtract 1 from ${name}` }),
		status: form.locator('.counter-status'),
	};
}
