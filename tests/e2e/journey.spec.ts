/** The main journey, the same with JavaScript and without. */
import { card, expect, freshName, test } from './fixtures';

test('a visitor sees two counters, presses their buttons, and the values last', async ({
	page,
}) => {
	await page.goto('/');
	for (const name of ['counter-1', 'counter-2']) {
		const { value, add, subtract } = card(page, name);
		const before = Number(await value.textContent());
		await add.click();
		await expect(value).toHaveText(String(before + 1));
		await add.click();
		await expect(value).toHaveText(String(before + 2));
		await subtract.click();
		await expect(value).toHaveText(String(before + 1));
		await expect(async () => {
			const answer = await page.request.get(`/api/${name}/value`);
			expect(await answer.json()).toEqual({ value: before + 1 });
		}).toPass();
		await page.reload();
		await expect(value).toHaveText(String(before + 1));
	}
});

test('a reload does not count again', async ({ page, name }) => {
	await page.goto(`/counters/${name}`);
	const { value, add } = card(page, name);
	await expect(value).toHaveText('0');
	await add.click();
	await expect(value).toHaveText('1');
	await expect(async () => {
		expect(await (await page.request.get(`/api/${name}/value`)).json()).toEqual({ value: 1 });
	}).toPass();
	for (let i = 0; i < 3; i++) await page.reload();
	await expect(value).toHaveText('1');
});

test('a card shows a value below zero', async ({ page, name }) => {
	await page.goto(`/counters/${name}`);
	const { value, subtract } = card(page, name);
	await subtract.click();
	await expect(value).toHaveText('-1');
});

test('a visitor opens the counter of a name of their own', async ({ page }) => {
	const name = freshName('mine');
	await page.goto('/');
	await page.getByLabel('Open a counter by name').fill(name);
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page).toHaveURL(`/counters/${name}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
	await expect(card(page, name).value).toHaveText('0');
});

test('the field for a name accepts capitals, and a page says what is no name', async ({ page }) => {
	const name = freshName('mine');
	await page.goto(`/counters?name=+${name.toUpperCase()}+`);
	await expect(page).toHaveURL(`/counters/${name}`);
	const answer = await page.goto('/counters?name=no%20name');
	expect(answer?.status()).toBe(400);
	await expect(page.getByText('That is not a counter’s name')).toBeVisible();
	await expect(page.getByLabel('Open a counter by name')).toHaveValue('no name');
});

test('an address that leads nowhere says so and leads on', async ({ page }) => {
	for (const path of ['/nowhere', '/counters/-', '/problems/none']) {
		const answer = await page.goto(path);
		expect(answer?.status()).toBe(404);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(page.getByLabel('Open a counter by name')).toBeVisible();
	}
});
