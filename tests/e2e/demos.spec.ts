/** Demos of the tutorial that show one object, run to the result that they promise. */
import { openDemo, isDisabled } from './demo';
import { card, expect, freshName, test } from './fixtures';

for (const width of [390, 1280]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 844 } });

		test('the race loses updates one way and counts all five the other', async ({ page }) => {
			const { section, button, status, reset, number } = await openDemo(page, 'race');
			await isDisabled(reset);
			await button('Send five each way').click();
			await expect(number('One call: increment')).toHaveText('5');
			const lossy = Number(await number('Read, then write back').textContent());
			expect(lossy).toBeGreaterThan(0);
			expect(lossy).toBeLessThan(5);
			await expect(status).toContainText(`${5 - lossy} were lost`);
			await expect(section.locator('.stroke')).toHaveCount(5 + lossy);
			await expect(section.locator('.stroke-lost')).toHaveCount(5 - lossy);
			await reset.click();
			await expect(number('One call: increment')).toHaveText('–');
			await expect(status).toHaveText('');
			await expect(reset).toBeFocused();
		});

		test('the same name is the same object, another name another', async ({ page, name }) => {
			const { section, button, status } = await openDemo(page, 'identity');
			const field = section.getByLabel('Open a counter by name');
			const ids = section.locator('.demo-objects code');
			await page.request.post(`/api/${name}/increment`);
			await field.fill(name);
			await button('Show its object').click();
			await expect(status).toHaveText(new RegExp(`^At 1, ${name} is object [0-9a-f]{8}…$`));
			await expect(ids).toHaveText([/^[0-9a-f]{64}$/]);
			const first = await ids.textContent();

			await field.fill(freshName());
			await field.press('Enter');
			await expect(ids).toHaveCount(2);
			expect(await ids.first().textContent()).not.toBe(first);
			await field.fill(name);
			await field.press('Enter');
			await expect(status).toHaveText(/ is again object /);
			await expect(ids).toHaveCount(2);
			await expect(ids.first()).toHaveText(first ?? '');
			expect(new URL(page.url()).pathname).toBe('/');
		});

		test('a private counter has a link that leads to it', async ({ page }) => {
			const { section, button, status } = await openDemo(page, 'identity');
			await button('Make a private counter').click();
			await expect(status).toContainText('Its link is the only way to it');
			const id = await section.locator('.demo-objects code').textContent();
			await section.getByRole('link', { name: 'A private counter' }).click();
			await expect(page).toHaveURL(`/counters/${id}`);
			await expect(card(page, id ?? '').value).toHaveText('0');
		});

		test('a click is shown as it went over the wire', async ({ page }) => {
			const { section, button, status } = await openDemo(page, 'wire');
			const [sent, received] = [section.locator('pre').first(), section.locator('pre').last()];
			const asked = page.waitForRequest((request) => request.method() === 'POST');
			await button('Add 1, by a method').click();
			const request = await asked;
			const answer = await request.response();
			await expect(sent).toContainText(`POST ${new URL(request.url()).pathname}`);
			await expect(sent).toContainText(request.headers()['idempotency-key'] ?? 'none');
			await expect(sent).toContainText(request.postData() ?? 'none');
			await expect(received).toContainText(String(answer?.status()));
			await expect(received).toContainText(answer?.headers()['x-request-id'] ?? 'none');
			await expect(received).toContainText('{"value":1}');
			await expect(status).toHaveText(/^Answered in \d+ ms\.$/);

			const opened = page.waitForEvent('websocket', (socket) => socket.url().includes('/demo-'));
			await button('Watch, by fetch').click();
			const socket = await opened;
			await expect(sent).toContainText(`GET ${new URL(socket.url()).pathname}`);
			await expect(sent).toContainText('Upgrade: websocket');
			await expect(received).toContainText(/\{"value":1,"version":1,"epoch":\d+,"watchers":1\}/);
		});

		test('a restart forgets the number in memory and keeps the one in storage', async ({
			page,
		}) => {
			const { button, status, reset, number } = await openDemo(page, 'restart');
			await isDisabled(button('Restart the object'));
			for (const presses of ['1', '2', '3']) {
				await button('Add 1').click();
				await expect(number('In storage')).toHaveText(presses);
				await expect(number('In memory')).toHaveText(presses);
			}
			await button('Restart the object').click();
			await expect(status).toHaveText(/^Restarted: .* In memory 0, in storage still 3\.$/);
			await expect(number('In memory')).toHaveText('0');
			await expect(number('In storage')).toHaveText('3');
			await button('Add 1').click();
			await expect(number('In storage')).toHaveText('4');
			await expect(number('In memory')).toHaveText('1');
			await reset.click();
			await expect(number('In storage')).toHaveText('–');
			await isDisabled(button('Restart the object'));
		});

		test('a lost answer counts twice without a key and once with one', async ({ page }) => {
			const { section, button, status, number } = await openDemo(page, 'lost-answer');
			const aborted: string[] = [];
			page.on('requestfailed', (request) => aborted.push(new URL(request.url()).pathname));
			await button('Lose it without a key').click();
			await expect(status).toHaveText('Without a key one press counted twice.');
			await button('Lose it with a key').click();
			await expect(status).toHaveText(/With a key one press counted once\.$/);
			await expect(number('Without a key')).toHaveText('2');
			await expect(number('With a key')).toHaveText('1');
			await expect(section.getByText('marked as replayed: {"value":1}')).toBeVisible();
			expect(aborted).toHaveLength(2);
			for (const path of aborted) expect(path).toMatch(/\/slow-increment$/);
		});
	});
}
