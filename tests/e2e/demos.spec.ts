/** Every demo of the tutorial, run to the result that it promises. */
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { DemoName } from '../../src/tutorial/demos';
import { awakeScript, card, expect, freshName, hold, test } from './fixtures';

/** The parts that every demo has. */
function demo(page: Page, name: DemoName) {
	const section = page.locator(`section[aria-labelledby="try-${name}"]`);
	return {
		section,
		button: (text: string) => section.getByRole('button', { name: text, exact: true }),
		status: section.locator('.task-status [role=status]'),
		reset: section.getByRole('button', { name: 'Start over' }),
		number: (title: string) =>
			section.locator('.demo-figure').filter({ hasText: title }).locator('.demo-number'),
	};
}

/** The scripts that a page has loaded, with whatever stands in for an external one left out. */
function scripts(page: Page): readonly string[] {
	const loaded: string[] = [];
	page.on('request', (request) => {
		if (request.resourceType() === 'script') loaded.push(new URL(request.url()).pathname);
	});
	return loaded;
}

async function isDisabled(button: Locator): Promise<void> {
	await expect(button).toHaveAttribute('aria-disabled', 'true');
}

async function isEnabled(button: Locator): Promise<void> {
	await expect(button).toHaveAttribute('aria-disabled', 'false');
}

/** Uses up a client's budget again and again, so that its next write has to wait for 2 s. */
async function exhaust({ request }: BrowserContext, site: string): Promise<void> {
	const name = freshName();
	for (let refusal = 0; refusal < 3; refusal++) {
		const { retryAfter } = await (await request.get(`${site}/api/limit`)).json();
		await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
		await Promise.all(
			Array.from({ length: 12 }, () => request.post(`${site}/api/${name}/increment`)),
		);
	}
}

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

		test.beforeEach(async ({ page }) => {
			await page.goto('/');
		});

		test('the race loses updates one way and counts 50 the other', async ({ page }) => {
			const { section, button, status, reset, number } = demo(page, 'race');
			await isDisabled(reset);
			await button('Send fifty each way').click();
			await expect(number('One call: increment')).toHaveText('50');
			const lossy = Number(await number('Read, then write back').textContent());
			expect(lossy).toBeGreaterThan(0);
			expect(lossy).toBeLessThan(50);
			await expect(status).toContainText(`${50 - lossy} were lost`);
			await expect(section.locator('.stroke')).toHaveCount(50 + lossy);
			await expect(section.locator('.stroke-lost')).toHaveCount(50 - lossy);
			await reset.click();
			await expect(number('One call: increment')).toHaveText('–');
			await expect(status).toHaveText('');
			await expect(reset).toBeFocused();
		});

		test('the same name is the same object, another name another', async ({ page, name }) => {
			const { section, button, status } = demo(page, 'identity');
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
			const { section, button, status } = demo(page, 'identity');
			await button('Make a private counter').click();
			await expect(status).toContainText('Its link is the only way to it');
			const id = await section.locator('.demo-objects code').textContent();
			await section.getByRole('link', { name: 'A private counter' }).click();
			await expect(page).toHaveURL(`/counters/${id}`);
			await expect(card(page, id ?? '').value).toHaveText('0');
		});

		test('a click is shown as it went over the wire', async ({ page }) => {
			const { section, button, status } = demo(page, 'wire');
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
			await expect(received).toContainText('{"value":1,"version":1,"watchers":1}');
		});

		test('a restart forgets the number in memory and keeps the one in storage', async ({
			page,
		}) => {
			const { button, status, reset, number } = demo(page, 'restart');
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

		test('the gauge drains, tells the wait when it is empty, and fills', async ({ page }) => {
			const { section, button, status } = demo(page, 'gauge');
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
			const { section, button } = demo(page, 'gauge');
			await page.route('**/increment', () => undefined);
			for (let press = 0; press < 3; press++) await button('Write, as fast as you can').click();
			await expect(section.getByRole('meter', { name: 'Writes left' })).toHaveJSProperty(
				'value',
				7,
			);
			await expect(section.getByText('7 of 10 writes left')).toBeVisible();
		});

		test('the slider draws the curve of the waits', async ({ page }) => {
			const { section } = demo(page, 'gauge');
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
			const { section, button, status, number } = demo(page, 'second-window');
			await button('Make a counter').click();
			await expect(number('Watchers')).toHaveText('1');
			const opened = context.waitForEvent('page');
			await section.getByRole('link', { name: 'Open a second window', exact: true }).click();
			const other = await opened;
			const id = new URL(other.url()).pathname.split('/').at(-1) ?? '';
			const { value, add } = card(other, id);
			await expect(number('Watchers')).toHaveText('2');
			await button('Add 1').click();
			await expect(value).toHaveText('1');
			await add.click();
			await expect(number('Value')).toHaveText('2');
			await expect(status).toHaveText('At 2, watched by 2 windows.');
			await expect(section.locator('.demo-log code').first()).toHaveText(
				'{"value":2,"version":2,"watchers":2}',
			);
			await other.close();
			await expect(number('Watchers')).toHaveText('1');
		});

		test('a lost answer counts twice without a key and once with one', async ({ page }) => {
			const { section, button, status, number } = demo(page, 'lost-answer');
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

		test('under the hood of a card is its object, asked when it is opened', async ({
			page,
			name,
		}) => {
			const asked: string[] = [];
			page.on('request', (request) => {
				if (request.url().endsWith('/inspect')) asked.push(request.url());
			});
			await page.goto(`/counters/${name}`);
			const { form, add, value } = card(page, name);
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

test('no island’s script is loaded before one is pressed, and then one for all', async ({
	page,
}) => {
	const loaded = scripts(page);
	await page.goto('/');
	await demo(page, 'lost-answer').section.scrollIntoViewIfNeeded();
	await expect(demo(page, 'lost-answer').button('Lose it with a key')).toBeVisible();
	await demo(page, 'cards').section.scrollIntoViewIfNeeded();
	await expect(demo(page, 'cards').section.getByText(/watching/)).toHaveCount(2);
	expect(loaded).toEqual([expect.stringContaining('/page.')]);
	await demo(page, 'race').button('Send fifty each way').click();
	await expect(demo(page, 'race').status).toContainText('50 of 50');
	await demo(page, 'restart').button('Add 1').click();
	await expect(demo(page, 'restart').status).toContainText('In memory 1');
	expect(loaded).toEqual([expect.stringContaining('/page.'), expect.stringContaining('/awake.')]);
});

test('a press counts while the script of the islands is on its way', async ({ page, context }) => {
	const release = await hold(context, awakeScript);
	await page.goto('/');
	const { button, status, number, section } = demo(page, 'restart');
	await button('Add 1').click();
	await expect(section.locator('[data-island]')).toHaveAttribute('aria-busy', 'true');
	await demo(page, 'race').button('Send fifty each way').click();
	release();
	await expect(status).toContainText('In memory 1');
	await expect(number('In storage')).toHaveText('1');
	await expect(demo(page, 'race').status).toContainText('50 of 50');
});

test('a demo whose script is missing once works at the next press', async ({ page, context }) => {
	await context.route(awakeScript, (route) => route.abort());
	await page.goto('/');
	const { button, status, section } = demo(page, 'race');
	const failed = page.waitForEvent('requestfailed');
	await button('Send fifty each way').click();
	await failed;
	await expect(section.locator('[data-island]')).not.toHaveAttribute('aria-busy');
	await context.unroute(awakeScript);
	await button('Send fifty each way').click();
	await expect(status).toContainText('50 of 50');
});

test('what was unfolded before any script came is asked for when it comes', async ({
	page,
	name,
}) => {
	const release = await hold(page, /\/page\.[^/]*\.js/);
	await page.goto(`/counters/${name}`, { waitUntil: 'commit' });
	const { form } = card(page, name);
	await form.getByText('Under the hood').click();
	await expect(form.getByRole('link', { name: 'What the object knows' })).toBeVisible();
	release();
	await expect(form.locator('.facts')).toContainText(/[0-9a-f]{64}/);
});

test('a form whose script is missing does what it does without one', async ({ page, context }) => {
	await context.route(awakeScript, (route) => route.abort());
	await page.goto('/');
	await demo(page, 'identity').button('Make a private counter').click();
	await expect(page).toHaveURL(/\/counters\/[0-9a-f]{64}$/);
});

test('a refused demo says how long to wait and can be pressed again after it', async ({
	page,
	context,
}) => {
	await page.goto('/');
	const { button, status, reset } = demo(page, 'race');
	await button('Send fifty each way').click();
	await expect(status).toContainText('50 of 50');
	await reset.click();
	await exhaust(context, new URL(page.url()).origin);
	await button('Send fifty each way').click();
	await expect(status).toContainText(/Too many writes\. .*Again in \d+ s\./);
	await isDisabled(button('Send fifty each way'));
	await isEnabled(button('Send fifty each way'));
	await expect(status).toHaveText('');
	await button('Send fifty each way').click();
	await expect(status).toContainText('50 of 50');
});

test('a demo works by the keyboard, and keeps the focus', async ({ page }) => {
	await page.goto('/');
	const { button, status, reset } = demo(page, 'race');
	await button('Send fifty each way').focus();
	await page.keyboard.press('Enter');
	await expect(status).toContainText('50 of 50');
	await expect(button('Send fifty each way')).toBeFocused();
	await page.keyboard.press('Tab');
	await expect(reset).toBeFocused();
	await page.keyboard.press('Space');
	await expect(status).toHaveText('');
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`demos that were run are accessible, in ${colorScheme} colours`, async ({ page }) => {
		const found: string[] = [];
		page.on('console', (message) => {
			if (['error', 'warning'].includes(message.type())) found.push(message.text());
		});
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto('/');
		const press = async (name: DemoName, text: string): Promise<void> => {
			await demo(page, name).button(text).click();
			await expect(demo(page, name).status).not.toHaveText(/^$|…$/);
		};
		await press('race', 'Send fifty each way');
		await press('wire', 'Add 1, by a method');
		await press('restart', 'Add 1');
		await press('second-window', 'Make a counter');
		await press('lost-answer', 'Lose it with a key');
		await press('identity', 'Make a private counter');
		await demo(page, 'gauge').button('Write, as fast as you can').click();
		await demo(page, 'cards').section.getByText('Under the hood').first().click();
		await expect(demo(page, 'cards').section.locator('.facts')).toBeVisible();
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(
			violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`),
		).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
		expect(found).toEqual([]);
	});
}
