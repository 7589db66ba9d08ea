/** Demos of the tutorial that look inside an object, run to the result that they promise. */
import { isDisabled, openDemo } from './demo';
import { expect, test } from './fixtures';

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('the first write after an hour migrates the database', async ({ page }) => {
			const { section, button, status, reset, number } = await openDemo(page, 'sql');
			await isDisabled(button('Let an hour pass'));
			await button('Add 1').click();
			await expect(status).toHaveText(/There is no table yet/);
			await button('Let an hour pass').click();
			await expect(status).toHaveText(/the schema is still at 0/);
			await button('Add 1').click();
			await expect(status).toHaveText(/the schema from 0 to 1 and made the table history/);
			await expect(number('Steps of the schema')).toHaveText('1');
			await expect(section.locator('.demo-log li')).toHaveText([
				/\+1, in the counter’s row/,
				/\+1, in the table/,
			]);
			await button('Let an hour pass').click();
			await expect(status).toHaveText(/An hour has passed/);
			await button('Add 1').click();
			await expect(status).toHaveText(/read 1 row by the whole key and [23] rows by half of it/);
			await reset.click();
			await expect(number('Steps of the schema')).toHaveText('–');
			await expect(section.locator('.demo-log')).toHaveCount(0);
		});
	});
}
