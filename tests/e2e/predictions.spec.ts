/** What a reader expects of a demo, and what they read when it has run. */
import AxeBuilder from '@axe-core/playwright';
import { predictions } from '../../src/tutorial/predictions';
import { openDemo, runEveryDemo } from './demo';
import { card, expect, hold, test } from './fixtures';
import { mark, nobodyIsTold, questionOf, race, runRace } from './questions';

test('a right prediction is confirmed when the demo has run', async ({ page }) => {
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

test('a wrong prediction is followed by what happened, kindly', async ({ page }) => {
	await openDemo(page, 'race');
	const { option, outcome } = questionOf(page, 'race');
	await option('All five are counted').check();
	await runRace(page);
	await expect(outcome).toContainText('another way than you expected');
	await expect(outcome).toContainText('Some are not counted, and nobody is told.');
});

test('without a prediction what happened is shown all the same', async ({ page }) => {
	await openDemo(page, 'race');
	await runRace(page);
	const { outcome } = questionOf(page, 'race');
	await expect(outcome).toContainText(race.explanation);
	await expect(outcome).not.toContainText('expected');
});

test('a prediction is made, and its demo run, by keyboard alone', async ({ page }) => {
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

test('a demo that ran before its question was hydrated is recorded all the same', async ({
	page,
}) => {
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
