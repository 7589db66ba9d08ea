import { expect, test } from './fixtures';

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
