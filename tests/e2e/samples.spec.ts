/** The code of the lessons: it is that of the files, and can be copied. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/site-process.ts';
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
