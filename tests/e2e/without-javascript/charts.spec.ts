import { card, expect, test } from '../fixtures';

test('without JavaScript the charts show a press as soon as the page is back', async ({
	page,
	name,
}) => {
	await page.goto(`/counters/${name}`);
	const { add, value } = card(page, name);
	for (let count = 1; count <= 2; count++) {
		await add.click();
		await expect(value).toHaveText(String(count));
		await expect(page.getByRole('img', { name: `at last ${count},` })).toHaveCount(2);
	}
	await page.getByText('24 hours as a table').click();
	await expect(page.getByRole('columnheader', { name: 'Hour, UTC' })).toBeVisible();
});
