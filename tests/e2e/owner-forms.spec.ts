/** How a reader gets a counter of their own, and gives it up: with JavaScript and without. */
import type { Page } from '@playwright/test';
import { card, expect, storedValue, test } from './fixtures';

/** Fills in the form that makes a counter; returns the token, which the next page shows. */
async function make(page: Page, name: string, value: string): Promise<string> {
	await page.goto('/');
	await page.getByRole('contentinfo').getByRole('link', { name: 'Make a counter' }).click();
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Start value').fill(value);
	await page.getByRole('button', { name: 'Make the counter' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your counter is made');
	return shownToken(page);
}

async function shownToken(page: Page): Promise<string> {
	const figure = page.locator('figure', { hasText: 'Owner’s token' });
	const token = (await figure.locator('code').textContent()) ?? '';
	expect(token).toMatch(/^dc_[\w-]{43}$/);
	return token;
}

/** Sends one of the forms of the settings, with a token. */
async function submit(page: Page, part: string, button: string, token: string): Promise<void> {
	const form = page.locator(`#${part}`);
	await form.getByLabel('Owner’s token').fill(token);
	await form.getByRole('button', { name: button }).click();
}

test('a reader makes a counter, sets it, changes who may write, and removes it', async ({
	page,
	name,
}) => {
	const token = await make(page, name, '120');
	await page.getByRole('link', { name: 'Open the counter' }).click();
	await expect(card(page, name).value).toHaveText('120');
	await card(page, name).add.click();
	await expect(card(page, name).value).toHaveText('121');
	await expect(async () => {
		expect(await storedValue(page, name)).toBe(121);
	}).toPass();

	await page.getByRole('link', { name: 'its settings' }).click();
	await page.getByLabel('New value').fill('-7');
	await submit(page, 'set', 'Set the value', token);
	await expect(page.getByRole('status')).toHaveText('The value is set.');
	expect(await storedValue(page, name)).toBe(-7);

	await page.getByRole('radio', { name: 'Only its owner' }).check();
	await submit(page, 'change', 'Change them', token);
	await expect(page.getByRole('status')).toHaveText('The settings are changed.');
	await expect(page.getByRole('radio', { name: 'Only its owner' })).toBeChecked();
	await page.goto(`/counters/${name}`);
	await expect(page.getByText('Only its owner writes')).toBeVisible();
	await expect(page.getByRole('button', { name: /Add 1/ })).toHaveCount(0);

	await page.getByRole('link', { name: 'its settings' }).click();
	await submit(page, 'token', 'Make a new token', token);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('The new token');
	const renewed = await shownToken(page);

	await page.goto(`/counters/${name}/settings`);
	await page.getByLabel('New value').fill('1');
	await submit(page, 'set', 'Set the value', token);
	await expect(page.getByText('Problem 403')).toBeVisible();
	await page.getByRole('link', { name: 'Go back' }).click();
	await expect(page).toHaveURL(`/counters/${name}/settings`);

	// The browser itself asks once more, by a box that has to be ticked.
	await submit(page, 'remove', 'Remove it for good', renewed);
	await expect(page).toHaveURL(`/counters/${name}/settings`);
	expect(await storedValue(page, name)).toBe(-7);
	await page.getByLabel('I know that this cannot be undone').check();
	await submit(page, 'remove', 'Remove it for good', renewed);
	await expect(page.getByRole('status')).toContainText('The counter is removed');
	expect(await storedValue(page, name)).toBe(0);
});

test('a name that is taken leads back to the form, with all that was typed', async ({
	page,
	name,
}) => {
	await page.request.post(`/api/${name}/increment`);
	await page.goto('/new');
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Start value').fill('12');
	await page.getByRole('radio', { name: 'Only its owner' }).check();
	await page.getByLabel('Pages that may write').fill('https://a.example\nhttps://b.example');
	await page.getByRole('button', { name: 'Make the counter' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('The name is taken');
	await page.getByRole('link', { name: 'Go back' }).click();
	await expect(page.getByLabel('Name')).toHaveValue(name);
	await expect(page.getByLabel('Start value')).toHaveValue('12');
	await expect(page.getByRole('radio', { name: 'Only its owner' })).toBeChecked();
	await expect(page.getByLabel('Pages that may write')).toHaveValue(
		/^https:\/\/a\.example\r?\nhttps:\/\/b\.example$/,
	);
	await page.getByLabel('Name').fill(`${name}-2`);
	await page.getByRole('button', { name: 'Make the counter' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your counter is made');
	expect(await storedValue(page, `${name}-2`)).toBe(12);
});
