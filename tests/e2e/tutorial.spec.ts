/** The tutorial as a page to read: its outline, its anchors, its first screen and its colours. */
import AxeBuilder from '@axe-core/playwright';
import { demos } from '../../src/tutorial/demos';
import { expect, test } from './fixtures';

test('the headings are an outline: one first, the lessons, their parts, and what comes after', async ({
	page,
}) => {
	await page.goto('/');
	const levels = await page
		.getByRole('heading')
		.evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
	expect(levels[0]).toBe(1);
	expect(levels.filter((level) => level === 1)).toHaveLength(1);
	for (const [index, level] of levels.entries()) {
		expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
	}
	const titles = await page.getByRole('heading', { level: 2 }).allTextContents();
	expect(titles.map((title) => title.trim())).toEqual([
		'Why',
		'Configure',
		'Identity',
		'Talking to an object',
		'Memory is not storage',
		'The counter service',
		'Rate limiting',
		'Live',
		'Exactly once, and when things fail',
		'Limits and costs',
		'SQL in an object',
		'One alarm, many deadlines',
		'Finding objects again',
		'Who may call',
		'Where an object lives',
		'Shipping a change',
		'Testing an object',
		'Running it',
		'Tasks',
		'A counter of your own',
	]);
});

test('every anchor of the page leads somewhere, and no id is there twice', async ({ page }) => {
	await page.goto('/');
	const { missing, twice } = await page.evaluate(() => {
		const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
		const targets = [...document.querySelectorAll<HTMLAnchorElement>('a[href*="#"]')]
			.filter(({ origin, pathname }) => origin === location.origin && pathname === '/')
			.map(({ hash }) => hash.slice(1));
		return {
			missing: targets.filter((target) => !ids.includes(target)),
			twice: ids.filter((id, index) => ids.indexOf(id) !== index),
		};
	});
	expect(missing).toEqual([]);
	expect(twice).toEqual([]);
});

for (const [width, height] of [
	[390, 844],
	[1280, 800],
] as const) {
	test(`the first screen of ${width} by ${height} shows a live counter and its buttons`, async ({
		page,
	}) => {
		await page.setViewportSize({ width, height });
		await page.goto('/');
		const first = page.locator('#first-card');
		for (const part of ['data', '.key >> nth=0', '.key >> nth=1', '.counter-watchers']) {
			await expect(first.locator(part)).toBeInViewport({ ratio: 1 });
		}
		await expect(first.getByText(/watching/)).toBeVisible();
	});
}

test('every demo says first what there will be to see', async ({ page }) => {
	await page.goto('/');
	for (const name of Object.keys(demos)) {
		const demo = page.locator(`section[aria-labelledby="try-${name}"]`);
		await expect(demo.getByRole('heading', { level: 3 })).toHaveText(/^\s*Try it: \S/);
		await expect(demo.locator('.summary')).toContainText(/you\s+will\s+(?:see|meet)/i);
	}
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`the tutorial is accessible on a phone, folded and open, in ${colorScheme} colours`, async ({
		page,
	}) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto('/');
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
		await page.getByText('All lessons', { exact: true }).click();
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	});
}
