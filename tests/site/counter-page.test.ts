import { expect, inject, test } from 'vitest';
import { freshName, send } from './http';

const site = inject('siteUrl');

/** What the page of a counter shows, in its head and in its card. */
async function shown(name: string): Promise<readonly (string | undefined)[]> {
	const { text } = await send(`${site}/counters/${name}`);
	return [/<title>[^<]*: (-?\d+) /.exec(text)?.[1], /<data[^>]* value="(-?\d+)"/.exec(text)?.[1]];
}

test('a counter’s page shows every change at once, however often it was viewed before', async () => {
	const name = freshName('page');
	for (let value = 0; value < 4; value++) {
		for (let view = 0; view < 3; view++) {
			expect(await shown(name)).toEqual([String(value), String(value)]);
		}
		await send(`${site}/api/${name}/increment`, { method: 'POST' });
	}
});

test('every view of a counter’s page asks the counter once', async () => {
	const name = freshName('page');
	const calls = async (): Promise<number> => {
		const { text } = await send(`${site}/api/${name}/inspect`);
		return (JSON.parse(text) as { calls: number }).calls;
	};
	const before = await calls();
	for (let view = 0; view < 3; view++) await send(`${site}/counters/${name}`);
	expect(await calls()).toBe(before + 3 + 1);
});

test('two answers with one page have two request ids and else the same headers', async () => {
	const name = freshName('page');
	const [first, second] = [
		await send(`${site}/counters/${name}`),
		await send(`${site}/counters/${name}`),
	].map(({ headers: { 'x-request-id': id, date: _, ...rest } }) => ({ id, rest }));
	expect(second?.id).toMatch(/^[0-9a-f-]{36}$/);
	expect(second?.id).not.toBe(first?.id);
	expect(second?.rest).toEqual(first?.rest);
});
