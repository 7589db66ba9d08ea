/** The demos of the tutorial as a reader finds them. */
import type { Locator, Page } from '@playwright/test';
import type { DemoName } from '../../src/tutorial/demos';
import { expect, hydrated } from './fixtures';

/** The parts that every demo has. */
export function demo(page: Page, name: DemoName) {
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

/** Opens the tutorial at a demo and waits until it is hydrated. */
export async function openDemo(page: Page, name: DemoName) {
	await page.goto('/');
	return hydratedDemo(page, name);
}

/** Scrolls to a demo and waits until it is hydrated. */
export async function hydratedDemo(page: Page, name: DemoName) {
	const parts = demo(page, name);
	await parts.section.locator('astro-island > *').first().scrollIntoViewIfNeeded();
	await hydrated(page);
	return parts;
}

export async function isDisabled(button: Locator): Promise<void> {
	await expect(button).toHaveAttribute('aria-disabled', 'true');
}

export async function isEnabled(button: Locator): Promise<void> {
	await expect(button).toHaveAttribute('aria-disabled', 'false');
}

/** Waits until the reader's budget is almost whole: a race spends nine tenths of it. */
async function rested(page: Page): Promise<void> {
	await expect(async () => {
		const { remaining } = await (await page.request.get('/api/limit')).json();
		expect(remaining).toBeGreaterThanOrEqual(8);
	}).toPass();
}

/** Runs every demo of the page once, to its result. */
export async function runEveryDemo(page: Page): Promise<void> {
	const buttons = {
		race: 'Send five each way',
		wire: 'Add 1, by a method',
		restart: 'Add 1',
		'second-window': 'Make a counter',
		'lost-answer': 'Lose it with a key',
		location: 'Measure the way',
		shipping: 'Ask which code runs',
		testing: 'Send nine calls',
		running: 'Write once',
		sql: 'Add 1',
		alarms: 'Press with a key',
		finding: 'Make a listed counter',
		who: 'Make a counter',
	} as const;
	for (const [name, text] of Object.entries(buttons) as [keyof typeof buttons, string][]) {
		const { button, status } = await hydratedDemo(page, name);
		await button(text).click();
		await expect(status).not.toHaveText(/^$|…$/);
		await rested(page);
	}
	const { button, status } = await hydratedDemo(page, 'identity');
	await button('Make a private counter').click();
	await expect(status).toContainText('Its link is the only way to it');
	const gauge = await hydratedDemo(page, 'gauge');
	await gauge.button('Write, as fast as you can').click();
	const { section } = await hydratedDemo(page, 'cards');
	await section.getByText('Under the hood').first().click();
	await expect(section.locator('.facts')).toBeVisible();
}
