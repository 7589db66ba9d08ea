/** What a reader expects of a demo, what they are told, and what their browser keeps of it. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { DemoName } from '../../src/tutorial/demos';
import { predictions } from '../../src/tutorial/predictions';
import { hydratedDemo, openDemo, runEveryDemo } from './demo';
import { card, expect, hold, hydrated, painted, test } from './fixtures';

/** The question of a demo and what is said after it. */
function questionOf(page: Page, name: DemoName) {
	const section = page.locator(`section[aria-labelledby="try-${name}"]`);
	return {
		option: (text: string | RegExp) => section.getByRole('radio', { name: text }),
		outcome: section.locator('.prediction-answer [role=status]'),
		answer: section.getByText('What happens, and why'),
	};
}

const race = predictions.race;
const nobodyIsTold = /nobody is told/;

/** The mark of a lesson in the table of contents. */
const mark = (page: Page, lesson: string) =>
	page.locator('.lessons-nav').getByRole('link', { name: `${lesson} ✓ tried`, exact: true });

async function runRace(page: Page): Promise<void> {
	const { button, status } = await hydratedDemo(page, 'race');
	await button('Send five each way').click();
	await expect(status).toContainText('5 of 5');
}

test('choose, run, read: what was expected comes true', async ({ page }) => {
	await openDemo(page, 'race');
	const { option, outcome, answer } = questionOf(page, 'race');
	await expect(outcome).toBeEmpty();
	await option(nobodyIsTold).check();
	await runRace(page);
	await expect(outcome).toContainText('It went as you expected.');
	await expect(outcome).toContainText(race.explanation);
	await expect(option(nobodyIsTold)).toBeDisabled();
	await expect(option(nobodyIsTold)).toBeChecked();
	await expect(answer).toBeHidden();
	await expect(mark(page, 'Why')).toBeVisible();
});

test('who expected something else is told what happened, and kindly', async ({ page }) => {
	await openDemo(page, 'race');
	const { option, outcome } = questionOf(page, 'race');
	await option('All five are counted').check();
	await runRace(page);
	await expect(outcome).toContainText('another way than you expected');
	await expect(outcome).toContainText('Some are not counted, and nobody is told.');
});

test('who expects nothing is told what happened all the same', async ({ page }) => {
	await openDemo(page, 'race');
	await runRace(page);
	const { outcome } = questionOf(page, 'race');
	await expect(outcome).toContainText(race.explanation);
	await expect(outcome).not.toContainText('expected');
});

test('by keyboard alone: choose, go on to the demo, run it', async ({ page }) => {
	await openDemo(page, 'race');
	const { option, outcome } = questionOf(page, 'race');
	await option('All five are counted').focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await expect(option(nobodyIsTold)).toBeChecked();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('button', { name: 'Send five each way' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(outcome).toContainText('It went as you expected.');
	await expect(page.getByRole('button', { name: 'Send five each way' })).toBeFocused();
});

test('a demo that ran before its question had a script is noted all the same', async ({ page }) => {
	const release = await hold(page, /\/Progress\.[^/]*\.js$/);
	await page.goto('/');
	const section = page.locator('section[aria-labelledby="try-race"]');
	await section.scrollIntoViewIfNeeded();
	await section.getByRole('button', { name: 'Send five each way' }).click();
	await expect(section.locator('.task-status [role=status]')).toContainText('5 of 5');
	const { outcome } = questionOf(page, 'race');
	await expect(outcome).toBeEmpty();
	release();
	await expect(outcome).toContainText(race.explanation);
	await expect(mark(page, 'Why')).toBeVisible();
});

test('a press of a card answers the question of the cards', async ({ page }) => {
	const { section } = await openDemo(page, 'cards');
	const { option, outcome } = questionOf(page, 'cards');
	await option(/^At once/).check();
	await card(page, 'counter-1').add.click();
	await expect(outcome).toContainText('It went as you expected.');
	await expect(section.locator('.counter')).toHaveCount(2);
});

test('a reload keeps what was chosen and tried, and the answer can be opened again', async ({
	page,
}) => {
	await openDemo(page, 'race');
	const { option, outcome, answer } = questionOf(page, 'race');
	await option('All five are counted').check();
	await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(1);
	await page.reload();
	await expect(option('All five are counted')).toBeChecked();
	await runRace(page);
	await expect(outcome).not.toBeEmpty();
	await page.reload();
	await expect(option(nobodyIsTold)).toBeDisabled();
	await expect(option('All five are counted')).toBeChecked();
	await expect(mark(page, 'Why')).toBeVisible();
	await expect(outcome).toBeEmpty();
	await answer.click();
	await expect(page.getByText(race.explanation).filter({ visible: true })).toHaveCount(1);
});

test('one button forgets all, here and in another tab', async ({ page, context }) => {
	await openDemo(page, 'race');
	const other = await context.newPage();
	await openDemo(other, 'race');
	await questionOf(page, 'race').option(nobodyIsTold).check();
	await expect(questionOf(other, 'race').option(nobodyIsTold)).toBeChecked();
	await runRace(page);
	await expect(mark(other, 'Why')).toBeVisible();
	await expect(questionOf(other, 'race').option(nobodyIsTold)).toBeDisabled();

	const keeper = other.locator('.progress-keeper');
	await keeper.getByRole('button', { name: 'Forget all of it' }).click();
	await expect(keeper.getByRole('status')).toHaveText('Forgotten.');
	for (const tab of [page, other]) {
		await expect(mark(tab, 'Why')).toHaveCount(0);
		const { option, outcome } = questionOf(tab, 'race');
		await expect(option(nobodyIsTold)).toBeEnabled();
		await expect(option(nobodyIsTold)).not.toBeChecked();
		await expect(outcome).toBeEmpty();
	}
	// Nor is it kept where either of them is left now.
	await other.goto('about:blank');
	await page.goto('about:blank');
	await page.goto('/');
	await hydrated(page);
	expect(await page.evaluate(() => localStorage.length)).toBe(0);
	await expect(page.locator('.continue')).toBeHidden();
});

test('two tabs add to what is kept', async ({ page, context }) => {
	await openDemo(page, 'race');
	const other = await context.newPage();
	await openDemo(other, 'wire');
	await runRace(page);
	const { button } = await hydratedDemo(other, 'wire');
	await button('Add 1, by a method').click();
	for (const tab of [page, other]) {
		await expect(mark(tab, 'Why')).toBeVisible();
		await expect(mark(tab, 'Talking to an object')).toBeVisible();
	}
});

test('where the browser allows no storage all works, as long as the page is open', async ({
	page,
}) => {
	await page.addInitScript(() => {
		Object.defineProperty(globalThis, 'localStorage', {
			get() {
				throw new DOMException('not allowed', 'SecurityError');
			},
		});
	});
	const errors: string[] = [];
	page.on('pageerror', ({ message }) => errors.push(message));
	await openDemo(page, 'race');
	const { option, outcome } = questionOf(page, 'race');
	await option(nobodyIsTold).check();
	await runRace(page);
	await expect(outcome).toContainText('It went as you expected.');
	await expect(mark(page, 'Why')).toBeVisible();
	expect(errors).toEqual([]);
});

test('whoever comes back may continue where they left, and nothing moves for it', async ({
	page,
}) => {
	const offer = page.locator('.continue a');
	await openDemo(page, 'wire');
	await expect(offer).toBeHidden();
	await page.evaluate(() => document.getElementById('live')?.scrollIntoView());
	await expect(page.locator('.lessons-nav [aria-current]')).toHaveText('Live');
	await page.goto('about:blank');
	for (const width of [390, 1280]) {
		await page.setViewportSize({ width, height: 844 });
		await page.goto('/');
		await expect(offer).toHaveText('Continue where you left: Live');
		await expect(offer).toBeInViewport({ ratio: 1 });
		await painted(page);
		const moved = await page.evaluate(
			() =>
				new Promise<number>((resolve) => {
					new PerformanceObserver((list) => {
						const entries = list.getEntries().filter((entry) => {
							const sources = Reflect.get(entry, 'sources') as { node: Element | null }[];
							return !sources.every(({ node }) => node?.closest?.('.lessons-nav'));
						});
						resolve(entries.length);
					}).observe({ type: 'layout-shift', buffered: true });
					setTimeout(resolve, 300, 0);
				}),
		);
		expect(moved).toBe(0);
		expect((await new AxeBuilder({ page }).include('.opening').analyze()).violations).toEqual([]);
	}
	await offer.click();
	await expect(page.getByRole('heading', { name: 'Live', exact: true })).toBeInViewport();
});

test('whoever leaves at the opening keeps the place of before', async ({ page }) => {
	await openDemo(page, 'wire');
	await page.evaluate(() => document.getElementById('live')?.scrollIntoView());
	await expect(page.locator('.lessons-nav [aria-current]')).toHaveText('Live');
	await page.goto('about:blank');
	await page.goto('/');
	await hydrated(page);
	await page.goto('about:blank');
	await page.goto('/');
	await expect(page.locator('.continue a')).toHaveText('Continue where you left: Live');
});

test('every demo that was run says what happened, and is accessible then', async ({ page }) => {
	await page.goto('/');
	await runEveryDemo(page);
	for (const name of ['race', 'identity', 'wire', 'lost-answer'] as const) {
		await expect(questionOf(page, name).outcome).toContainText(predictions[name].explanation);
	}
	expect((await new AxeBuilder({ page }).include('.demo').analyze()).violations).toEqual([]);
});

test('on the page of a lesson alone its question is asked and answered too', async ({ page }) => {
	await page.goto('/lessons/why');
	const { option, outcome } = questionOf(page, 'race');
	await option(nobodyIsTold).check();
	await runRace(page);
	await expect(outcome).toContainText('It went as you expected.');
	await page.goto('/');
	await expect(mark(page, 'Why')).toBeVisible();
});
