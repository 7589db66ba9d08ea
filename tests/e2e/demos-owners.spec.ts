/** The demo of owners, run to the result that it promises. */
import { isDisabled, isEnabled, openDemo } from './demo';
import { expect, test } from './fixtures';

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('only the right token sets a counter that has an owner', async ({ page }) => {
			const { section, button, status, reset, number } = await openDemo(page, 'who');
			const received = section.locator('.demo-message').filter({ hasText: 'Came back' });
			await isDisabled(button('With the right one'));
			await button('Make a counter').click();
			await expect(status).toHaveText(/^Made\./);
			await isDisabled(button('Make a counter'));
			for (const [text, code, type] of [
				['Set it without a token', 401, 'unauthorized'],
				['With a wrong one', 403, 'forbidden'],
			] as const) {
				await button(text).click();
				await expect(status).toHaveText(/^Refused: /);
				await expect(number('Status')).toHaveText(String(code));
				await expect(received).toContainText(`/problems/${type}`);
				await expect(number('Value')).toHaveText('0');
			}
			await button('With the right one').click();
			await expect(status).toHaveText('Set. The object knows the token.');
			await expect(number('Value')).toHaveText('42');
			await expect(number('Status')).toHaveText('200');
			await expect(received).toContainText('"value": 42');
			await button('Remove it').click();
			await expect(status).toHaveText('Removed, and the owner with it.');
			await expect(number('Status')).toHaveText('204');
			await isDisabled(button('With the right one'));
			await reset.click();
			await expect(status).toHaveText('');
			await isEnabled(button('Make a counter'));
		});
	});
}

test('a refusal that is not about the token says so', async ({ page }) => {
	const { button, status, number } = await openDemo(page, 'who');
	await button('Make a counter').click();
	await expect(status).toHaveText(/^Made\./);
	await page.route('**/value', (route) =>
		route.fulfill({ status: 503, json: { title: 'Unavailable', status: 503 } }),
	);
	await button('With the right one').click();
	await expect(status).toHaveText('Unavailable');
	await expect(number('Status')).toHaveText('–');
});

test('a counter with an owner is removed when the demo is started over', async ({ page }) => {
	const { button, status, reset } = await openDemo(page, 'who');
	await button('Make a counter').click();
	await expect(status).toHaveText(/^Made\./);
	const removed = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
	await reset.click();
	expect((await removed).status()).toBe(204);
});
