import { counterValue, post, randomAddress } from '../../site/http';
import { expect, plainTest as test } from '../fixtures';
import { type HostSite, startHostSite } from '../host-page';

let host: HostSite;
test.beforeAll(async () => {
	host = await startHostSite();
});
test.afterAll(() => host.stop());

test('a frame on a page of another site counts without JavaScript', async ({
	page,
	name,
	baseURL,
}) => {
	const path = `/embed/${name}?label=Waves`;
	host.show({
		body: `<iframe src="${baseURL}${path}" title="Waves" width="240" height="60"></iframe>`,
		policy: `default-src 'none'; frame-src ${baseURL}`,
	});
	await page.goto(host.url);
	const frame = page.frameLocator('iframe');
	await expect(frame.getByRole('status')).toHaveText('0');
	await frame.getByRole('button', { name: 'Add 1 to Waves' }).click();
	await expect(frame.getByRole('status')).toHaveText('1');
	await frame.getByRole('button', { name: 'Subtract 1 from Waves' }).focus();
	await page.keyboard.press('Enter');
	await expect(frame.getByRole('status')).toHaveText('0');
	expect(await counterValue(String(baseURL), name)).toBe(0);
	expect(page.frames()[1]?.url()).toBe(`${baseURL}${path}`);
});

test('a frame shows by itself that a press was refused', async ({ browser, name, baseURL }) => {
	const client = randomAddress();
	const context = await browser.newContext({
		javaScriptEnabled: false,
		extraHTTPHeaders: { 'CF-Connecting-IP': client },
	});
	const page = await context.newPage();
	host.show({
		body: `<iframe src="${baseURL}/embed/${name}?mode=like" title="Likes"></iframe>`,
	});
	await page.goto(host.url);
	const frame = page.frameLocator('iframe');
	const alert = frame.getByRole('alert');
	for (let press = 0; press < 8 && !(await alert.isVisible()); press++) {
		// The same client outruns its budget elsewhere: on a slow machine a few writes would not.
		const push = () => post(`${baseURL}/api/${name}-other/increment`, { client });
		await Promise.all(Array.from({ length: 20 }, push));
		const answered = page.waitForEvent('framenavigated');
		await frame.getByRole('button', { name: `Like ${name}` }).click();
		await answered;
		await expect(frame.getByRole('status')).toHaveText(/^\d+$/);
	}
	await expect(alert).toContainText('wrote too often');
	await expect(frame.getByRole('status')).toHaveText(/^\d+$/);
	await context.close();
});
