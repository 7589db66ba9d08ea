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

		test('one alarm is set for the earliest of several duties, and outlives a restart', async ({
			page,
		}) => {
			const { section, button, status, reset } = await openDemo(page, 'alarms');
			const duty = (name: string) => section.locator('.demo-log li').filter({ hasText: name });
			await isDisabled(button('Remind me in 5 s'));
			await button('Press with a key').click();
			await expect(status).toHaveText(/^Counted\. The alarm is set for “(prune keys|delete)”/);
			await expect(section.getByText('the alarm', { exact: true })).toHaveCount(1);
			// It is not moved by another write, which moves the duty that it was set for.
			await button('Press with a key').click();
			await expect(status).toHaveText(
				/^Counted\. The alarm is set for (“prune keys”|\d.*nothing to do yet: “(prune keys|delete)” is now due at)/,
			);
			await button('Remind me in 5 s').click();
			await expect(duty('remind')).toContainText('the alarm');
			await button('Restart the object').click();
			await expect(status).toHaveText(/^A new object woke\./);
			await expect(status).toHaveText(/The alarm rang at .* and is now set for “/, {
				timeout: 15_000,
			});
			await expect(duty('remind')).toContainText('nothing to do');
			await reset.click();
			await expect(status).toHaveText('');
			await expect(section.locator('.demo-log')).toHaveCount(0);
		});

		test('a listed counter appears in the list, which follows it, and leaves it', async ({
			page,
		}) => {
			const { button, status, reset, number } = await openDemo(page, 'finding');
			await button('Make a listed counter').click();
			await expect(number('The list says')).toHaveText('0');
			await expect(status).toHaveText(/the list has it at 0\. Its outbox is empty\./);
			await button('Add 1').click();
			await expect(status).toHaveText(/is at 1, the list has it at 0\. Its outbox has a note/);
			await expect(status).toHaveText(/is at 1, the list has it at 1\. Its outbox is empty\./, {
				timeout: 60_000,
			});
			await button('Remove it').click();
			await expect(status).toHaveText(
				'The counter is removed, the list does not have it. Its outbox is empty.',
			);
			await reset.click();
			await expect(status).toHaveText('');
			await isDisabled(button('Add 1'));
		});

		test('a listed counter is removed when its reader leaves the page', async ({ page }) => {
			const { button, status } = await openDemo(page, 'finding');
			const made = page.waitForResponse('**/api/counters');
			await button('Make a listed counter').click();
			const { name } = await (await made).json();
			await expect(status).toHaveText(/the list has it at 0/);
			await page.goto('/problems/internal');
			await expect(async () => {
				const { counters } = await (await page.request.get('/api/counters?limit=100')).json();
				expect(counters.map((listed: { name: string }) => listed.name)).not.toContain(name);
			}).toPass();
		});
	});
}
