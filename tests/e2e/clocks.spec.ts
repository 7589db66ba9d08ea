/** The clock of a reader's machine is set while a page is open. */
import type { Page } from '@playwright/test';
import { expect, openCounter, storedValue, test } from './fixtures';

const hour = 3_600_000;

/** Lets a test set the clock that the scripts of a page read. */
async function settableClock(page: Page): Promise<(step: number) => Promise<void>> {
	await page.addInitScript(() => {
		const now = Date.now.bind(Date);
		Date.now = () => now() + Number(Reflect.get(globalThis, 'clockStep') ?? 0);
	});
	return (step) => page.evaluate((step) => void Reflect.set(globalThis, 'clockStep', step), step);
}

for (const [direction, step] of [
	['back', -hour],
	['ahead', hour],
] as const) {
	test(`clicks are sent in seconds also after the clock was set ${direction} by an hour`, async ({
		page,
		name,
	}) => {
		const setClock = await settableClock(page);
		const { form, value, add, announcement } = await openCounter(page, name);
		const clicks = 30;
		await add.evaluate(async (button: HTMLButtonElement, clicks) => {
			for (let click = 0; click < clicks; click++) {
				button.click();
				await new Promise((resolve) => setTimeout(resolve, 40));
			}
		}, clicks);
		// By now the writes are spaced out, so the last of them waits.
		await setClock(step);
		await add.click();
		await expect(form).toHaveAttribute('aria-busy', 'false', { timeout: 10_000 });
		await expect(value).toHaveText(String(clicks + 1));
		expect(await storedValue(page, name)).toBe(clicks + 1);

		// What somebody else does is announced too.
		await page.request.post(`/api/${name}/increment`, { data: { amount: 100 } });
		await expect(announcement).toHaveText(`${name}: ${clicks + 101}`, { timeout: 10_000 });
	});

	test(`a refusal ends in its time also after the clock was set ${direction} by an hour`, async ({
		page,
		name,
	}) => {
		const setClock = await settableClock(page);
		const { value, add, status } = await openCounter(page, name);
		await page.route('**/increment', (route) =>
			route.fulfill({
				status: 429,
				contentType: 'application/problem+json',
				body: JSON.stringify({ title: 'Too many writes', status: 429, retryAfter: 3 }),
			}),
		);
		await add.click();
		await expect(status).toContainText('Too many writes');
		await setClock(step);
		await expect(status).toContainText(/Again in [123] s/);
		await page.unroute('**/increment');
		await expect(add).toHaveAttribute('aria-disabled', 'false', { timeout: 10_000 });
		await add.click();
		await expect(value).toHaveText('1');
	});
}
