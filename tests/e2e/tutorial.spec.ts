/** The tutorial as a page to read: its outline, its code and its table of contents. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/site-process.ts';
import { demos } from '../../src/tutorial/demos';
import { expect, test } from './fixtures';

interface Shown {
	readonly path: string;
	readonly text: string;
}

/** Every sample of the page with the path above it. */
function samples(page: Page): Promise<readonly Shown[]> {
	return page.locator('.sample').evaluateAll((figures) =>
		figures.map((figure) => ({
			path: figure.querySelector('figcaption a')?.textContent?.trim() ?? '',
			text: figure.querySelector('pre code')?.textContent ?? '',
		})),
	);
}

/** Whether lines follow each other in a file as they are, but for one common indentation. */
function isIn(file: string, text: string): boolean {
	const lines = file.split('\n').filter((line) => !/#(?:end)?region\b/.test(line));
	const whole = lines.join('\n');
	return ['', '\t', '\t\t', '\t\t\t'].some((indent) =>
		whole.includes(
			text
				.split('\n')
				.map((line) => (line === '' ? '' : indent + line))
				.join('\n'),
		),
	);
}

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

test('every sample is in its file, word for word', async ({ page }) => {
	await page.goto('/');
	const all = await samples(page);
	expect(all.length).toBeGreaterThan(20);
	for (const { path, text } of all) {
		expect(text.trim(), path).not.toBe('');
		expect(text, path).not.toContain('#region');
		expect(isIn(readFileSync(join(root, path), 'utf8'), text), `${path}\n${text}`).toBe(true);
	}
});

test('the link above a sample leads to its lines', async ({ page }) => {
	await page.goto('/');
	for (const link of await page.locator('.sample figcaption a').all()) {
		const path = ((await link.textContent()) ?? '').trim();
		const [, linked, from, to] =
			/\/blob\/main\/(.+)#L(\d+)-L(\d+)$/.exec((await link.getAttribute('href')) ?? '') ?? [];
		expect(linked).toBe(path);
		const lines = readFileSync(join(root, path), 'utf8').split('\n');
		const first = lines[Number(from) - 1]?.trim();
		const text = await link.locator('xpath=ancestor::figure//pre').textContent();
		expect(text?.trim().split('\n')[0]).toBe(first);
		expect(text?.trim().split('\n').at(-1)?.trim()).toBe(lines[Number(to) - 1]?.trim());
	}
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
	test(`the first screen of ${width} by ${height} has a number that lives, and its keys`, async ({
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

test('the table of contents has every heading of the lessons', async ({ page }) => {
	await page.goto('/');
	const headings = await page
		.locator('.lessons :is(h2, h3)')
		.evaluateAll((all) => all.map(({ id, textContent }) => [`#${id}`, textContent?.trim()]));
	const links = await page
		.locator('.lessons-nav a')
		.evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.textContent?.trim()]));
	expect(links).toEqual(headings);
});

test('the table of contents marks the part that is in view', async ({ page }) => {
	await page.goto('/');
	const current = page.locator('.lessons-nav [aria-current]');
	await expect(current).toHaveText('Why');
	for (const id of ['bindings', 'live', 'try-gauge', 'why', 'past-one-object']) {
		await page.evaluate((target) => document.getElementById(target)?.scrollIntoView(), id);
		await expect(current).toHaveCount(1);
		await expect(current).toHaveAttribute('href', `#${id}`);
	}
	// Into the midst of a part, past many headings at once.
	await page.evaluate(() => {
		const top = document.getElementById('bindings')?.getBoundingClientRect().top ?? 0;
		scrollBy(0, top + 100);
	});
	await expect(current).toHaveAttribute('href', '#bindings');
});

test('on a phone the table of contents folds again when it has been used', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto('/');
	const link = page.locator('.lessons-nav').getByRole('link', { name: 'Rate limiting' });
	await expect(link).toBeHidden();
	await page.getByText('All lessons', { exact: true }).click();
	await link.click();
	await expect(link).toBeHidden();
	await expect(page.getByRole('heading', { name: 'Rate limiting' })).toBeInViewport();
});

test('the copy button copies exactly the sample', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto('/');
	const all = await samples(page);
	const buttons = page.locator('.sample').getByRole('button');
	await expect(buttons).toHaveCount(all.length);
	for (const index of [0, 3, all.length - 1]) {
		await buttons.nth(index).click();
		await expect(buttons.nth(index).getByRole('status')).toHaveText('Copied');
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toBe(all[index]?.text);
	}
});

test('every demo says first what there will be to see', async ({ page }) => {
	await page.goto('/');
	for (const name of Object.keys(demos)) {
		const demo = page.locator(`section[aria-labelledby="try-${name}"]`);
		await expect(demo.getByRole('heading', { level: 3 })).toHaveText(/^\s*Try it: \S/);
		await expect(demo.locator('.promise')).toContainText(/you\s+will\s+(?:see|meet)/i);
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
