/** Presses that get no answer for five minutes: they are given up, and the card says so. */
import { card, expect, hydrated, openCounter, storedValue, test } from './fixtures';
import { blockWrites, givenUp, waiting } from './outage';

test('a press is given up after five minutes, and the card says so', async ({ page, name }) => {
	await page.clock.install();
	const { value, add, status } = await openCounter(page, name);
	const open = await blockWrites(page);
	await add.click();
	await expect(status).toHaveText(waiting);
	await page.clock.fastForward('04:30');
	await expect(status).toHaveText(waiting);
	await expect(value).toHaveText('1');
	await page.clock.fastForward('00:31');
	await expect(status).toHaveText(givenUp);
	await expect(value).toHaveText('0');
	await open();
	await add.click();
	await expect(status).toHaveText('');
	await expect(value).toHaveText('1');
	await expect(async () => expect(await storedValue(page, name)).toBe(1)).toPass();
});

test('a press that its reader returns to after five minutes is given up, and the card says so', async ({
	page,
	name,
}) => {
	await page.clock.install();
	const { add, status } = await openCounter(page, name);
	const open = await blockWrites(page);
	await add.click();
	await expect(status).toHaveText(waiting);
	await page.goto('/problems/not-found');
	await open();
	await page.clock.fastForward('05:01');
	await page.goto(`/counters/${name}`);
	await expect(card(page, name).status).toHaveText(givenUp);
	await expect(card(page, name).value).toHaveText('0');
	expect(await storedValue(page, name)).toBe(0);
	await page.reload();
	await hydrated(page);
	await expect(card(page, name).status).toHaveText('');
});
