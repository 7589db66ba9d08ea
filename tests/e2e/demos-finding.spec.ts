/** The counters with an owner that demos make: who may change them, and that none is left behind. */
import { isDisabled, isEnabled, openDemo } from './demo';
import { expect, hold, test } from './fixtures';

test('only its owner adds to the listed counter, whose name everybody can read', async ({
	page,
}) => {
	const { button, status } = await openDemo(page, 'finding');
	const made = page.waitForResponse('**/api/counters');
	await button('Make a listed counter').click();
	const { name } = await (await made).json();
	await expect(status).toHaveText(/the list has it at 0/);
	expect((await page.request.post(`/api/${name}/increment`)).status()).toBe(401);
	await button('Add 1').click();
	await expect(status).toHaveText(/is at 1/);
});

test('a counter that could be made but not read is kept, and removed by starting over', async ({
	page,
}) => {
	const { button, status, reset } = await openDemo(page, 'finding');
	await page.route('**/api/demo-*/value', (route) => route.abort());
	await button('Make a listed counter').click();
	await expect(status).toHaveText('No answer came');
	await isDisabled(button('Make a listed counter'));
	const removed = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
	await reset.click();
	expect((await removed).status()).toBe(204);
});

for (const [name, text] of [
	['finding', 'Make a listed counter'],
	['who', 'Make a counter'],
] as const) {
	test(`a counter that arrives after ${name} was started over is removed`, async ({ page }) => {
		const { button, status, reset } = await openDemo(page, name);
		const release = await hold(page, '**/api/counters');
		await button(text).click();
		await expect(status).toHaveText('Working…');
		await reset.click();
		const removed = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
		release();
		expect((await removed).status()).toBe(204);
		await expect(status).toHaveText('');
		await isEnabled(button(text));
	});
}

test('a list that is never updated is looked at for a minute, and not while the page is hidden', async ({
	page,
}) => {
	let looks = 0;
	await page.clock.install();
	const { button, status } = await openDemo(page, 'finding');
	await button('Make a listed counter').click();
	await expect(status).toHaveText(/the list has it at 0\. Its outbox is empty\./);
	const due = new Date(Date.now() + 20_000).toISOString();
	await page.route('**/api/demo-*/inside', async (route) => {
		looks += 1;
		await route.fulfill({
			json: { schema: 0, tables: [], duties: [{ name: 'tell the directory', due }] },
		});
	});
	await button('Add 1').click();
	await expect(status).toHaveText(/Its outbox has a note/);
	looks = 0;
	await page.evaluate(() =>
		Object.defineProperty(document, 'hidden', { configurable: true, value: true }),
	);
	await page.clock.runFor(10_000);
	expect(looks).toBe(0);
	await page.evaluate(() => Reflect.deleteProperty(document, 'hidden'));
	await page.clock.runFor(90_000);
	await expect.poll(() => looks).toBe(60);
	await page.clock.runFor(10_000);
	expect(looks).toBe(60);
});
