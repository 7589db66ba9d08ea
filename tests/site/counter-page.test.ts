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

test('every view of a counter’s page calls the counter once', async () => {
	const name = freshName('page');
	const calls = async (): Promise<number> => {
		const { text } = await send(`${site}/api/${name}/inspect`);
		return (JSON.parse(text) as { calls: number }).calls;
	};
	const before = await calls();
	for (let view = 0; view < 3; view++) await send(`${site}/counters/${name}`);
	expect(await calls()).toBe(before + 3 + 1);
});

test('two views of one page have two request ids and otherwise the same headers', async () => {
	const name = freshName('page');
	const [first, second] = [
		await send(`${site}/counters/${name}`),
		await send(`${site}/counters/${name}`),
	].map(({ headers: { 'x-request-id': id, date: _, ...rest } }) => ({ id, rest }));
	expect(second?.id).toMatch(/^[0-9a-f-]{36}$/);
	expect(second?.id).not.toBe(first?.id);
	expect(second?.rest).toEqual(first?.rest);
});

test('a page names the origin under which it was requested, whichever was requested before', async () => {
	const name = freshName('page');
	await send(`${site}/api/${name}/increment`, { method: 'POST' });
	for (const host of ['one.example', 'two.example', 'one.example', 'two.example']) {
		const { text } = await send(`${site}/counters/${name}`, { headers: { Host: host } });
		expect(text).toContain(`<link rel="canonical" href="http://${host}/counters/${name}"`);
	}
});

test.each(['a.html', 'index.html', 'a.b-c_d', '0'])(
	'the page of a counter whose name ends in .%s shows that counter',
	async (end) => {
		const name = `${freshName('page')}.${end}`.slice(-64);
		await send(`${site}/api/${name}/increment`, { method: 'POST' });
		const { status, text } = await send(`${site}/counters/${name}`);
		expect(status).toBe(200);
		expect(text).toContain(`action="/api/${name}/increment"`);
		expect(await shown(name)).toEqual(['1', '1']);
	},
);

test('an address of a page may be percent-encoded and end in a slash', async () => {
	const name = freshName('page');
	await send(`${site}/api/${name}/increment`, { method: 'POST' });
	for (const path of [name.replace('p', '%70'), `${name}/`]) {
		expect(await shown(path)).toEqual(['1', '1']);
	}
	for (const path of ['%', '%ff', 'a%2fb', '%2e%2e%2f']) {
		const { status } = await send(`${site}/counters/${path}`);
		expect([400, 404]).toContain(status);
	}
});
