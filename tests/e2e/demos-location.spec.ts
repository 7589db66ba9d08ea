/** The demo that measures the way to an object. */
import { isDisabled, openDemo } from './demo';
import { expect, test } from './fixtures';

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('both ways are measured, and the places are one machine', async ({ page }) => {
			const { section, button, status, reset, number } = await openDemo(page, 'location');
			await isDisabled(reset);
			const answered = page.waitForResponse('**/whereabouts');
			await button('Measure the way').click();
			await expect(status).toContainText('Both run on one machine, outside Cloudflare’s network.');
			const measured = async (title: string): Promise<readonly number[]> => {
				const figure = section.locator('.demo-figure').filter({ hasText: title });
				const times = (await figure.locator('.hint').textContent()) ?? '';
				expect(times).toMatch(/^of \d+(?:, \d+){4}$/);
				return times.slice(3).split(', ').map(Number);
			};
			for (const way of ['Browser to Worker, ms', 'Worker to object, ms']) {
				const middle = (await measured(way)).toSorted((one, other) => one - other)[2];
				await expect(number(way)).toHaveText(String(middle));
				await expect(status).toContainText(` ${middle} ms `);
			}
			const response = await answered;
			expect(response.request().method()).toBe('OPTIONS');
			await reset.click();
			await expect(number('Worker to object, ms')).toHaveText('–');
		});

		test('two data centres are distinguished, and one that is not known is said to be so', async ({
			page,
		}) => {
			// Stands in for Cloudflare's network, which no test reaches.
			let dataCentre: string | null = 'AMS';
			await page.route('**/whereabouts', (route) => {
				if (route.request().method() === 'OPTIONS') return route.fulfill({ status: 204 });
				const object = { dataCentre, jurisdiction: null };
				return route.fulfill({ json: { worker: 'FRA', object, roundTrips: [9, 7, 8, 30, 8] } });
			});
			const { section, button, status } = await openDemo(page, 'location');
			const run = button('Measure the way');
			await run.click();
			await expect(status).toContainText('The Worker ran in FRA, your object in AMS or near it.');
			await expect(section.getByText('of 9, 7, 8, 30, 8; in AMS')).toBeVisible();
			dataCentre = null;
			await run.click();
			await expect(status).toContainText('where the object runs is not known.');
			dataCentre = 'FRA';
			await run.click();
			await expect(status).toContainText('Both ran in FRA.');
		});
	});
}
