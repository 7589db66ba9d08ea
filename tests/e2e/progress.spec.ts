/** What a reader’s browser keeps: what they expected, what they tried and where they left. */
import AxeBuilder from '@axe-core/playwright';
import { hydratedDemo, openDemo } from './demo';
import { expect, hydrated, painted, test } from './fixtures';
import { mark, nobodyIsTold, questionOf, race, runRace } from './questions';

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
