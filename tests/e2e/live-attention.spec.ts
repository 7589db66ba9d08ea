/** How a card points out what somebody else did. */
import { expect, openCounter, test, visitor } from './fixtures';

test('a change by somebody else is marked, one’s own is not', async ({ page, name, browser }) => {
	const other = await visitor(browser);
	const { form, output, value, add, watchers } = await openCounter(page, name);
	await expect(watchers).toHaveText('Only you are watching');
	await page.evaluate(() => {
		const marks: string[] = [];
		Object.assign(window, { marks });
		const output = document.querySelector('.counter-window');
		if (!output) throw new Error('no card');
		new MutationObserver(() => void marks.push(output.className)).observe(output, {
			attributeFilter: ['class'],
		});
	});
	await add.click();
	await expect(value).toHaveText('1');
	await expect(form).toHaveAttribute('aria-busy', 'false');
	const marks = () => page.evaluate(() => (window as unknown as { marks: string[] }).marks);
	expect(await marks()).toEqual([]);

	await other.request.post(`${new URL(page.url()).origin}/api/${name}/increment`);
	await expect(output).toHaveClass(/counter-marked/);
	await expect(value).toHaveText('2');
	await expect(output).not.toHaveClass(/counter-marked/);
	await other.close();
});

test('a changed number is not outlined for a reader who asked for less motion', async ({
	page,
	name,
}) => {
	const { output } = await openCounter(page, name);
	const mark = () =>
		output.evaluate((element) => {
			element.classList.add('counter-marked');
			return getComputedStyle(element).outlineStyle;
		});
	expect(await mark()).toBe('solid');
	await page.emulateMedia({ reducedMotion: 'reduce' });
	expect(await mark()).toBe('none');
});

test('a screen reader gets one’s own changes at once and others’ at intervals', async ({
	page,
	name,
	browser,
}) => {
	const other = await visitor(browser);
	const { value, add, announcement, watchers } = await openCounter(page, name);
	const site = new URL(page.url()).origin;
	await expect(watchers).toHaveText('Only you are watching');
	await expect(announcement).toHaveText('');
	await page.evaluate(() => {
		const announced: (string | null)[] = [];
		Object.assign(window, { announced });
		const region = document.querySelector('.counter-announcement');
		if (!region) throw new Error('no card');
		new MutationObserver(() => void announced.push(region.textContent)).observe(region, {
			characterData: true,
			childList: true,
			subtree: true,
		});
	});
	await add.click();
	await expect(announcement).toHaveText(`${name}: 1`);
	for (let write = 0; write < 8; write++) {
		await other.request.post(`${site}/api/${name}/increment`);
	}
	await expect(value).toHaveText('9');
	await expect(announcement).toHaveText(`${name}: 9`, { timeout: 10_000 });
	const announced = await page.evaluate(
		() => (window as unknown as { announced: string[] }).announced,
	);
	expect(announced.filter((text) => text !== '')).toEqual([`${name}: 1`, `${name}: 9`]);
	await other.close();
});
