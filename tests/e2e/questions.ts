import type { Page } from '@playwright/test';
import type { DemoName } from '../../src/tutorial/demos';
import { predictions } from '../../src/tutorial/predictions';
import { hydratedDemo } from './demo';
import { expect } from './fixtures';

/** The question of a demo and what is said after it. */
export function questionOf(page: Page, name: DemoName) {
	const section = page.locator(`section[aria-labelledby="try-${name}"]`);
	return {
		option: (text: string | RegExp) => section.getByRole('radio', { name: text }),
		outcome: section.locator('.prediction-answer [role=status]'),
		answer: section.getByText('What happens, and why'),
	};
}

/** What is asked before the demo of a race, and the option that comes true. */
export const race = predictions.race;
export const nobodyIsTold = /nobody is told/;

/** The mark of a lesson in the table of contents. */
export const mark = (page: Page, lesson: string) =>
	page.locator('.lessons-nav').getByRole('link', { name: `${lesson} ✓ tried`, exact: true });

/** Runs the demo of a race, and waits until it has ended. */
export async function runRace(page: Page): Promise<void> {
	const { button, status } = await hydratedDemo(page, 'race');
	await button('Send five each way').click();
	await expect(status).toContainText('5 of 5');
}
