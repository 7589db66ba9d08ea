import { card, expect, test } from '../fixtures';

test('without JavaScript a refused write says how long to wait and leads back', async ({
	page,
	name,
}) => {
	await page.goto(`/counters/${name}`);
	const { add, value } = card(page, name);
	const heading = page.getByRole('heading', { level: 1, name: 'Too many writes' });
	for (let press = 0; press < 8 && !(await heading.isVisible()); press++) {
		// The same client outruns its budget elsewhere: on a slow machine presses alone would not.
		const elsewhere = `/api/${name}-other/increment`;
		await Promise.all(Array.from({ length: 12 }, () => page.request.post(elsewhere)));
		await add.click();
		await page.waitForLoadState();
	}
	await expect(heading).toBeVisible();
	await expect(page.getByText('Please wait')).toBeVisible();
	const { value: counted } = (await (await page.request.get(`/api/${name}/value`)).json()) as {
		value: number;
	};
	await page.getByRole('link', { name: 'Go back' }).click();
	await expect(value).toHaveText(String(counted));
});

test('without JavaScript a write comes back to the card that was pressed', async ({ page }) => {
	await page.goto('/');
	const { add } = card(page, 'counter-2');
	await add.click();
	await expect(page).toHaveURL('/#card-counter-2');
});

test('without JavaScript a name typed with capitals and blanks leads to its counter', async ({
	page,
	name,
}) => {
	for (const path of ['/counters', '/']) {
		await page.goto(path);
		await page.getByLabel('Open a counter by name').fill(` ${name.toUpperCase()} `);
		await page.getByLabel('Open a counter by name').press('Enter');
		await expect(page).toHaveURL(new RegExp(`/counters/${name}$`));
	}
});
