/** The demo that checks a history of calls with the checker of the tests. */
import { isDisabled, openDemo } from './demo';
import { expect, test } from './fixtures';

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('nine calls have an order, and without one write they have none', async ({ page }) => {
			const { section, button, status, reset } = await openDemo(page, 'testing');
			const calls = section.locator('.demo-calls li');
			await isDisabled(button('Leave a write out'));
			const sent: string[] = [];
			page.on('request', (request) => {
				if (request.url().includes('/api/')) sent.push(request.method());
			});
			await button('Send nine calls').click();
			await expect(status).toHaveText(
				'An order explains all 9 answers: the history is linearizable.',
			);
			expect(sent.filter((method) => method === 'POST')).toHaveLength(4);
			expect(sent.filter((method) => method === 'GET')).toHaveLength(5);

			// The order is one: each line is the one before, with what it adds.
			let value = 0;
			for (const line of await calls.allTextContents()) {
				const [, sentAt, at, added = '0', answer] =
					/^(\d+)–(\d+): (?:add (\d)|read) → (\d+)$/.exec(line) ?? [];
				value += Number(added);
				expect([Number(answer), Number(sentAt) < Number(at)], line).toEqual([value, true]);
			}
			expect(value).toBe(15);

			await button('Leave a write out').click();
			await expect(status).toHaveText(/^No order explains the answers of the other 8 calls: /);
			await expect(calls).toHaveCount(9);
			await expect(section.locator('.demo-calls s')).toHaveText(/^\d+–\d+: add \d → \d+$/);
			await button('Put the write back').click();
			await expect(status).toContainText('linearizable');
			await reset.click();
			await expect(calls).toHaveCount(0);
			await isDisabled(button('Leave a write out'));
		});

		test('a counter that loses a write is found out', async ({ page }) => {
			const { button, status } = await openDemo(page, 'testing');
			// Stands in for a lost update: the last read, after all writes, finds one too few.
			let reads = 0;
			await page.route('**/api/demo-*/value', async (route) => {
				reads += 1;
				if (reads < 5) return route.continue();
				return route.fulfill({ json: { value: 14 } });
			});
			await button('Send nine calls').click();
			await expect(status).toHaveText(/^No order explains these answers\./);
		});
	});
}
