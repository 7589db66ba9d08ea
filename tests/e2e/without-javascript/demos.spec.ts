import { expect, freshName, test } from '../fixtures';

test('without JavaScript a name and a private counter still lead to their pages', async ({
	page,
}) => {
	await page.goto('/');
	const name = freshName();
	await page.getByLabel('Open a counter by name').fill(name);
	await page.getByRole('button', { name: 'Show its object' }).click();
	await expect(page).toHaveURL(`/counters/${name}`);
	await page.goto('/');
	await page.getByRole('button', { name: 'Make a private counter' }).click();
	await expect(page).toHaveURL(/\/counters\/[0-9a-f]{64}$/);
});

test('without JavaScript nothing is shown that would need it', async ({ page }) => {
	await page.goto('/');
	const stages = await page.locator('.stage').all();
	expect(stages.length).toBeGreaterThan(5);
	for (const stage of stages) await expect(stage).toBeHidden();
	await expect(page.getByRole('button', { name: 'Start over' })).toHaveCount(0);
});

test('without JavaScript a card still leads to what its object knows', async ({ page, name }) => {
	await page.goto(`/counters/${name}`);
	await page.getByText('Under the hood').click();
	await page.getByRole('link', { name: 'What the object knows of itself' }).click();
	await expect(page).toHaveURL(`/api/${name}/inspect`);
});
