/** The tasks: the page gives the reader a counter, and ticks what its object has seen. */
import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Page } from '@playwright/test';
import { type TaskId, taskIds } from '../../src/core/contract/tasks';
import { storageKey } from '../../src/islands/progress/storage-key';
import { taskHeading, tasks } from '../../src/tutorial/tasks';
import { expect, test } from './fixtures';
import { watch } from '../site/watch';

/** Scrolls to the tasks, and returns their parts and the counter that was drawn. */
async function openTasks(page: Page) {
	await page.goto('/#tasks');
	const section = page.locator('section.tasks');
	const line = section.locator('.tasks-counter code');
	await expect(line).toHaveText(/^counter="http:.*\/api\/demo-[0-9a-f]{32}"$/);
	return {
		section,
		line,
		counter: await counterIn(page),
		status: section.locator('.tasks-status'),
		heading: (id: TaskId) => section.getByRole('heading', { name: tasks[id].title }),
		button: (name: string) => section.getByRole('button', { name, exact: true }),
	};
}

async function counterIn(page: Page): Promise<string> {
	const text = await page.locator('.tasks-counter code').textContent();
	return /"(.*)"/.exec(text ?? '')?.[1] ?? '';
}

/** What a reader does from a terminal, task by task. */
const ways: Readonly<
	Record<TaskId, (request: APIRequestContext, counter: string) => Promise<unknown>>
> = {
	async 'forty-two'(request, counter) {
		await request.post(`${counter}/increment`, { data: { amount: 40 } });
		await request.post(`${counter}/increment`, { data: { amount: 2 } });
	},
	async 'send-twice'(request, counter) {
		const headers = { 'Idempotency-Key': '"my-first-key"' };
		await request.post(`${counter}/increment`, { headers });
		await request.post(`${counter}/increment`, { headers });
	},
	'ten-at-once': (request, counter) =>
		Promise.all(Array.from({ length: 10 }, () => request.post(`${counter}/increment`))),
	async outlive(request, counter) {
		await request.post(`${counter}/increment`);
		await request.post(`${counter}/restart`);
		await request.post(`${counter}/increment`);
	},
	async 'be-watched'(request, counter) {
		const { origin, pathname } = new URL(counter);
		const { messages, close } = await watch(origin, pathname.split('/')[2] ?? '');
		await expect.poll(() => messages.at(-1)?.watchers).toBe(2);
		await request.post(`${counter}/increment`);
		close();
	},
};

for (const id of taskIds) {
	test(`the page ticks "${tasks[id].title}" by itself, and says so`, async ({ page }) => {
		const { counter, heading, status } = await openTasks(page);
		await expect(heading(id)).not.toContainText('done');
		await ways[id](page.request, counter);
		await expect(heading(id)).toContainText('✓ done');
		await expect(status).toHaveText(`Done: ${tasks[id].title}.`);
		const contents = page.locator('.lessons-nav');
		await expect(contents.getByRole('link', { name: 'Tasks ✓ 1 of 5 done' })).toBeVisible();
	});
}

test('the offer to continue at a task names it without its tick', async ({ page }) => {
	await page.goto('/');
	await page.evaluate(([key, kept]) => localStorage.setItem(key, kept), [
		storageKey,
		JSON.stringify({ done: ['forty-two'], place: taskHeading('forty-two') }),
	] as const);
	await page.reload();
	const { title } = tasks['forty-two'];
	await expect(page.getByRole('heading', { name: title })).toContainText('✓ done');
	await expect(page.locator('.continue a')).toHaveText(`Continue where you left: ${title}`);
});

test('a reload keeps the counter and the ticks, another counter keeps the ticks', async ({
	page,
}) => {
	const { counter, heading, status, button, line } = await openTasks(page);
	await ways['forty-two'](page.request, counter);
	await expect(heading('forty-two')).toContainText('✓ done');
	await page.reload();
	await expect(line).toContainText(counter);
	await expect(heading('forty-two')).toContainText('✓ done');
	await button('Look now').click();
	await expect(status).toHaveText('This counter has done 1 of 5 tasks.');

	await button('Take a new counter').click();
	await expect(status).toHaveText(/^A new counter/);
	const next = await counterIn(page);
	expect(next).not.toBe(counter);
	await ways.outlive(page.request, next);
	await expect(heading('outlive')).toContainText('✓ done');
	await expect(heading('forty-two')).toContainText('✓ done');
	await expect(
		page.locator('.lessons-nav').getByRole('link', { name: 'Tasks ✓ 2 of 5 done' }),
	).toBeVisible();
});

test('what is forgotten is the ticks and the counter too', async ({ page }) => {
	const { counter, heading } = await openTasks(page);
	await ways['forty-two'](page.request, counter);
	await expect(heading('forty-two')).toContainText('✓ done');
	await page.getByRole('button', { name: 'Forget all of it' }).click();
	await expect(heading('forty-two')).not.toContainText('done');
	const next = await counterIn(page);
	expect(next).not.toBe(counter);
	await ways.outlive(page.request, next);
	await expect(heading('outlive')).toContainText('✓ done');
	expect(await counterIn(page)).toBe(next);
});

for (const width of [390, 1280]) {
	test(`the tasks are accessible at ${width} px, with hints open and ticks shown`, async ({
		page,
	}) => {
		await page.setViewportSize({ width, height: 844 });
		const { counter, heading, section } = await openTasks(page);
		await ways['send-twice'](page.request, counter);
		await expect(heading('send-twice')).toContainText('✓ done');
		for (const hint of await section.getByText('A hint', { exact: true }).all()) await hint.click();
		expect((await new AxeBuilder({ page }).include('.tasks').analyze()).violations).toEqual([]);
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		expect(overflow).toBe(0);
	});
}
