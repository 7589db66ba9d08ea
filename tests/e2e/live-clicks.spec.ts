/** Many clicks on the cards of one counter, in one page and in several. */
import type { Page } from '@playwright/test';
import {
	card,
	expect,
	hold,
	hydrated,
	islandScripts,
	openCounter,
	test,
	visitor,
} from './fixtures';

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

test('several cards of one counter share one socket and one number', async ({ page, name }) => {
	const sockets: string[] = [];
	page.on('websocket', (socket) => sockets.push(socket.url()));
	const release = await hold(page, islandScripts);
	await page.goto(`/counters/${name}`);
	const { form, value, add, status, watchers } = card(page, name);
	// As if the server had rendered the card three times.
	await form.evaluate((element) => {
		const island = element.closest('astro-island');
		island?.insertAdjacentHTML('afterend', island.outerHTML.repeat(2));
	});
	release();
	await hydrated(page);
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
	await expect(status).toHaveText(Array<RegExp>(3).fill(/^Waiting for an answer/));
	await expect(value).toHaveText(['3', '3', '3']);
	await page.unroute('**/increment');
	await expect(status).toHaveText(['', '', '']);
	expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 3 });
});

test('60 clicks as fast as a finger are never refused, and each is seen once', async ({
	page,
	name,
}) => {
	const { form, value, add, status } = await openCounter(page, name);
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
	const { add } = await openCounter(page, name);
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
		const card = await openCounter(page, name, origin);
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
