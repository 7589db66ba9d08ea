/** Demos of the tutorial that move by themselves, and what is under the hood of a card. */
import type { Locator } from '@playwright/test';
import { isEnabled, openDemo } from './demo';
import { card, expect, hydrated, openCounter, test } from './fixtures';

/** Notes every value or text that an element has, from now on. */
async function record(element: Locator): Promise<() => Promise<readonly string[]>> {
	const seen = await element.evaluateHandle((node) => {
		const seen: string[] = [];
		const note = () => void seen.push(node.getAttribute('value') ?? node.textContent ?? '');
		new MutationObserver(note).observe(node, {
			attributes: true,
			characterData: true,
			childList: true,
			subtree: true,
		});
		return seen;
	});
	return () => seen.jsonValue();
}

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('the gauge drains, shows the wait when it is empty, and fills', async ({ page }) => {
			const { section, button, status } = await openDemo(page, 'gauge');
			const meter = section.getByRole('meter', { name: 'Writes left' });
			const write = button('Write, as fast as you can');
			await expect(meter).toHaveJSProperty('value', 10);
			await write.click();
			await expect(meter).toHaveJSProperty('value', 9);
			const [said, levels] = [await record(status), await record(meter)];
			await write.evaluate((button: HTMLButtonElement) => {
				for (let press = 0; press < 24; press++) button.click();
			});
			await expect
				.poll(said)
				.toContainEqual(expect.stringMatching(/^Too many writes\. .*Again in \d+ s\.$/));
			expect(await levels()).toContain('0');
			let requests = 0;
			page.on('request', () => {
				requests += 1;
			});
			await isEnabled(write);
			await expect(meter).toHaveJSProperty('value', 10, { timeout: 10_000 });
			// The readings after the last press and after the wait; in between there is only time.
			expect(requests).toBeLessThanOrEqual(2);
			expect(await levels()).toEqual(expect.arrayContaining(['0', '5', '9', '10']));
		});

		test('the gauge drains with the very first presses, before any is answered', async ({
			page,
		}) => {
			const { section, button } = await openDemo(page, 'gauge');
			await page.route('**/increment', () => undefined);
			for (let press = 0; press < 3; press++) await button('Write, as fast as you can').click();
			await expect(section.getByRole('meter', { name: 'Writes left' })).toHaveJSProperty(
				'value',
				7,
			);
			await expect(section.getByText('7 of 10 writes left')).toBeVisible();
		});

		test('the slider draws the curve of the waits', async ({ page }) => {
			const { section } = await openDemo(page, 'gauge');
			const slider = section.getByRole('slider', { name: 'Refusals in a row' });
			const sentence = section.locator('output');
			await slider.focus();
			await page.keyboard.press('Home');
			await expect(sentence).toHaveText('After 1 refusal: 0.5 s to wait.');
			for (const wait of ['1', '2', '4', '8', '16', '30', '30', '30']) {
				await page.keyboard.press('ArrowRight');
				await expect(sentence).toHaveText(new RegExp(`: ${wait} s to wait\\.$`));
			}
			await expect(section.locator('.curve-chosen')).toHaveAttribute('cx', '308');
		});

		test('two windows of one counter move together', async ({ page, context }) => {
			const { section, button, status, number } = await openDemo(page, 'second-window');
			await button('Make a counter').click();
			await expect(number('Watchers')).toHaveText('1');
			const opened = context.waitForEvent('page');
			await section.getByRole('link', { name: 'Open a second window', exact: true }).click();
			const other = await opened;
			const id = new URL(other.url()).pathname.split('/').at(-1) ?? '';
			await hydrated(other);
			const { value, add } = card(other, id);
			await expect(number('Watchers')).toHaveText('2');
			await button('Add 1').click();
			await expect(value).toHaveText('1');
			await add.click();
			await expect(number('Value')).toHaveText('2');
			await expect(status).toHaveText('At 2, watched by 2 windows.');
			await expect(section.locator('.demo-log code').first()).toHaveText(
				/^\{"value":2,"version":2,"epoch":\d+,"watchers":2\}$/,
			);
			await other.close();
			await expect(number('Watchers')).toHaveText('1');
		});

		test('what a card shows under the hood is requested when it is opened', async ({
			page,
			name,
		}) => {
			const asked: string[] = [];
			page.on('request', (request) => {
				if (request.url().endsWith('/inspect')) asked.push(request.url());
			});
			const { form, add, value } = await openCounter(page, name);
			const fact = (term: string) => form.locator('.facts > div').filter({ hasText: term });
			await add.click();
			await expect(value).toHaveText('1');
			expect(asked).toEqual([]);
			await form.getByText('Under the hood').click();
			await expect(fact('Object id').locator('dd')).toHaveText(/^[0-9a-f]{64}$/);
			await expect(fact('Watchers').locator('dd')).toHaveText('1');
			await expect(fact('Stored').locator('dd')).toHaveText(/^[\d,]+ bytes$/);
			const calls = fact('Calls').locator('dd');
			const before = Number(await calls.textContent());
			expect(asked).toHaveLength(1);
			await form.getByRole('button', { name: 'Look again' }).click();
			await expect(calls).toHaveText(String(before + 1));
		});
	});
}
