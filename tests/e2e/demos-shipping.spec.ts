/** The demo of two versions: which code runs, and a call of a method that an object lacks. */
import { version } from '../../src/core/site/version';
import { isDisabled, openDemo } from './demo';
import { expect, test } from './fixtures';

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('both versions are shown, and a method that is not there is refused with a time', async ({
			page,
		}) => {
			const { section, button, status, reset } = await openDemo(page, 'shipping');
			await isDisabled(reset);
			await button('Ask which code runs').click();
			await expect(status).toContainText(`The site runs version ${version}.`);
			await expect(status).toContainText(`runs ${version}. They agree.`);

			const answered = page.waitForResponse('**/unknown-method');
			await button('Call a method it lacks').click();
			const response = await answered;
			expect(response.status()).toBe(503);
			await expect(status).toHaveText(
				'Refused with 503, to be tried again in 30 s. Your object is well, and still at version 0 of its value.',
			);
			const answer = section.locator('pre');
			await expect(answer).toContainText('Retry-After: 30');
			await expect(answer).toContainText(response.headers()['x-request-id'] ?? 'none');
			await expect(answer).toContainText('The counter cannot be reached');
			// The refusal came from the object that was asked before.
			expect(response.url()).toMatch(/\/api\/demo-[0-9a-f]{32}\/unknown-method$/);
			await reset.click();
			await expect(answer).toHaveCount(0);
		});

		test('the version of an older object is shown, and that of one from before versions is not known', async ({
			page,
		}) => {
			// Stands in for the minutes after a deployment.
			let codeVersion: string | undefined = '0.9.0';
			await page.route('**/inspect', async (route) => {
				const response = await route.fetch();
				await route.fulfill({ response, json: { ...(await response.json()), codeVersion } });
			});
			const { button, status } = await openDemo(page, 'shipping');
			await button('Ask which code runs').click();
			await expect(status).toContainText('runs 0.9.0. One of them is about to change.');
			codeVersion = undefined;
			await button('Ask which code runs').click();
			await expect(status).toContainText('is too old to tell.');
		});
	});
}
