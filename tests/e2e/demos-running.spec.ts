/** The demo of an operator's figures, for one object. */
import { version } from '../../src/core/site/version';
import { isDisabled, openDemo } from './demo';
import { expect, test } from './fixtures';

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('a write is counted in calls, rows and bytes, and as a share of the free plan', async ({
			page,
		}) => {
			const { section, button, status, reset } = await openDemo(page, 'running');
			const figures = section.locator('.facts dd');
			await isDisabled(reset);
			await expect(figures).toHaveText(['–', '–', '–']);

			const asked = page.waitForRequest((request) => request.method() === 'POST');
			await button('Write once').click();
			expect((await asked).headers()['idempotency-key']).toMatch(/^"demo-/);
			await expect(status).toContainText(`The site is well, and both halves run ${version}.`);
			const read = async (): Promise<readonly number[]> => {
				const texts = await figures.allTextContents();
				for (const text of texts)
					expect(text).toMatch(/^[\d,]+, 0\.\d+ % of [\d,]+ (?:a day|in all)$/);
				return texts.map((text) => Number.parseInt(text.replaceAll(',', ''), 10));
			};
			// The write and the look; the number, the key and the alarm.
			const [calls, rows = 0, bytes = 0] = await read();
			expect(calls).toBe(2);
			expect(rows).toBeGreaterThanOrEqual(3);
			expect(bytes).toBeGreaterThan(4096);
			await expect(figures.first()).toHaveText('2, 0.002 % of 100,000 a day');

			await button('Write once').click();
			await expect(figures.first()).toHaveText('4, 0.004 % of 100,000 a day');
			const [, more] = await read();
			// The number and the key; the alarm is set already.
			expect(more).toBe(rows + 2);
			await reset.click();
			await expect(figures).toHaveText(['–', '–', '–']);
		});

		test('a write that is refused is not taken for one that counted', async ({ page }) => {
			await page.route('**/increment', (route) =>
				route.fulfill({ status: 503, json: { title: 'Unavailable', status: 503 } }),
			);
			const { section, button, status } = await openDemo(page, 'running');
			await button('Write once').click();
			await expect(status).toHaveText('Unavailable');
			await expect(section.locator('.facts dd')).toHaveText(['–', '–', '–']);
		});

		test('the demo shows halves of two versions', async ({ page }) => {
			await page.route('**/api/health', (route) =>
				route.fulfill({ json: { status: 'mixed', site: version, objects: '0.9.0' } }),
			);
			const { button, status } = await openDemo(page, 'running');
			await button('Write once').click();
			await expect(status).toContainText('its halves are of two versions.');
		});
	});
}
