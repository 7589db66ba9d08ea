import { demos } from '../../../src/tutorial/demos';
import { predictions } from '../../../src/tutorial/predictions';
import { tasks } from '../../../src/tutorial/tasks';
import { expect, test } from '../fixtures';

test('without JavaScript the lessons read whole', async ({ page }) => {
	await page.goto('/');
	await expect(page.locator('.lesson')).not.toHaveCount(0);
	for (const lesson of await page.locator('.lesson').all()) {
		expect((await lesson.innerText()).length).toBeGreaterThan(1500);
	}
	for (const name of Object.keys(demos)) {
		const demo = page.locator(`section[aria-labelledby="try-${name}"]`);
		await expect(demo.locator('noscript .hint')).toBeVisible();
	}
	await expect(page.locator('[data-copy]:visible')).toHaveCount(0);
});

test('without JavaScript the table of contents is there, folded on a phone', async ({ page }) => {
	await page.goto('/');
	const link = page.locator('.lessons-nav').getByRole('link', { name: 'Past one object' });
	await expect(link).toBeVisible();
	await page.setViewportSize({ width: 390, height: 844 });
	await expect(link).toBeHidden();
	await page.getByText('All lessons', { exact: true }).click();
	await link.click();
	await expect(page.getByRole('heading', { name: 'Past one object' })).toBeInViewport();
});

test('without JavaScript a question reads as text, and so does its answer', async ({ page }) => {
	await page.goto('/');
	for (const [name, { question, options, right, explanation }] of Object.entries(predictions)) {
		const demo = page.locator(`section[aria-labelledby="try-${name}"]`);
		await expect(demo.getByText(question)).toBeVisible();
		for (const option of options)
			await expect(demo.locator('label').getByText(option, { exact: true })).toBeVisible();
		await expect(demo.getByRole('radio')).toHaveCount(0);
		await expect(demo.getByText(explanation)).toBeHidden();
		await demo.getByText('What happens, and why').click();
		await expect(demo.getByText(`${options[right]}. ${explanation}`)).toBeVisible();
	}
	await expect(page.locator('.continue, .progress-keeper').filter({ visible: true })).toHaveCount(
		0,
	);
});

test('without JavaScript the tasks say what to do and how to ask the object', async ({ page }) => {
	await page.goto('/#tasks');
	const section = page.locator('section.tasks');
	await expect(section.getByText('/api/demo-$(openssl rand -hex 16)"')).toBeVisible();
	await expect(section.getByText('curl "$counter/tasks"')).toBeVisible();
	for (const { title, instruction, beginning, hint } of Object.values(tasks)) {
		await expect(section.getByRole('heading', { name: title })).toBeVisible();
		await expect(section.getByText(instruction)).toBeVisible();
		await expect(section.getByText(beginning, { exact: true })).toBeVisible();
		await expect(section.getByText(hint)).toBeHidden();
	}
	await section.getByText('A hint', { exact: true }).first().click();
	await expect(section.getByText(tasks['forty-two'].hint)).toBeVisible();
	await expect(section.getByRole('button').filter({ visible: true })).toHaveCount(0);
});
