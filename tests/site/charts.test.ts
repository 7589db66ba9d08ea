import { expect, inject, test } from 'vitest';
import { freshName, json, post, send } from './http';

const site = inject('siteUrl');

/** The page of a counter. */
async function page(name: string): Promise<string> {
	const { status, text } = await send(`${site}/counters/${name}`);
	expect(status).toBe(200);
	return text;
}

async function change(name: string, operation: string, amount: number): Promise<void> {
	const body = JSON.stringify({ amount });
	await post(`${site}/api/${name}/${operation}`, { headers: json, body });
}

async function calls(name: string): Promise<number> {
	const { text } = await send(`${site}/api/${name}/inspect`);
	return (JSON.parse(text) as { calls: number }).calls;
}

/** The cells of each row of the tables behind the charts. */
function rows(html: string): readonly (readonly string[])[] {
	const bodies = Array.from(html.matchAll(/<tbody[^>]*>(.*?)<\/tbody>/gs), ([, body = '']) => body);
	return bodies
		.flatMap((body) => body.split('</tr>').slice(0, -1))
		.map((row) => Array.from(row.matchAll(/<td[^>]*>(.*?)<\/td>/g), ([, cell = '']) => cell));
}

test('the page of a counter shows what was counted in 30 days and in 24 hours, as charts and as tables', async () => {
	const name = freshName('chart');
	await change(name, 'increment', 7);
	await change(name, 'decrement', 2);
	const html = await page(name);
	expect(html.match(/<svg class="chart"[^>]* role="img"/g)).toHaveLength(2);
	for (const span of ['30 days', '24 hours']) {
		expect(html).toContain(
			`<title>The last ${span}: at first 0, at last 5, at least 0, at most 5.</title>`,
		);
	}
	expect(html).toContain('7 added, 2 subtracted');
	// At midnight or at a full hour between the two writes, each has a row of its own.
	const [first] = rows(html);
	expect(first?.at(-1)).toBe('5');
	const sums = [0, 1].map((column) =>
		rows(html).reduce((sum, cells) => sum + Number(cells[column]), 0),
	);
	expect(sums).toEqual([14, 4]);
});

test('the page of a counter leads to its history for spreadsheets', async () => {
	const name = freshName('chart');
	await change(name, 'increment', 4);
	const html = await page(name);
	const links = Array.from(html.matchAll(/href="([^"]*format=csv)"/g), ([, path = '']) => path);
	expect(links).toHaveLength(2);
	for (const link of links) {
		const { status, headers, text } = await send(
			site + link.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
		);
		expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/csv')]);
		expect(text).toMatch(/,4,0,4\r\n$/);
	}
});

test('the charts show a write at once', async () => {
	const name = freshName('chart');
	for (let value = 1; value <= 3; value++) {
		await post(`${site}/api/${name}/increment`);
		expect(await page(name)).toContain(`at last ${value}, at least 0, at most ${value}.</title>`);
	}
});

test('a counter that was never written has no charts', async () => {
	expect(await page(freshName('chart'))).not.toMatch(/class="chart"|How it went/);
});

test('a private counter has charts too', async () => {
	const { text } = await post(`${site}/api/counters`);
	const { id } = JSON.parse(text) as { id: string };
	await change(id, 'increment', 3);
	expect(await page(id)).toContain('at first 0, at last 3, at least 0, at most 3.</title>');
});

test('only a view after a change asks for the history', async () => {
	const name = freshName('chart');
	await post(`${site}/api/${name}/increment`);
	const before = await calls(name);
	await page(name);
	const after = await calls(name);
	// One for the counter, one for the charts, and one for the count of calls.
	expect(after).toBe(before + 1 + 1 + 1);
	for (let view = 0; view < 3; view++) await page(name);
	expect(await calls(name)).toBe(after + 3 + 1);
});

test('a badge of the style trend draws the last 30 days, and says them in words', async () => {
	const name = freshName('chart');
	await change(name, 'increment', 9);
	const { status, headers, text } = await send(
		`${site}/badge/${name}.svg?style=trend&label=%3C%26`,
	);
	expect([status, headers['content-type'], headers['cache-control']]).toEqual([
		200,
		'image/svg+xml',
		'no-cache',
	]);
	expect(text).toContain('<title>&#60;&#38;: 9, up from 0 in 30 days</title>');
	expect(text).toContain('<path fill="none" stroke="#fffdf6"');
	const data = await send(`${site}/badge/${name}.json?style=trend`);
	expect(data.text).toBe((await send(`${site}/badge/${name}.json`)).text);
});

test('a badge of the style trend costs one call, and is sent only if the counter has changed', async () => {
	const name = freshName('chart');
	await post(`${site}/api/${name}/increment`);
	const url = `${site}/badge/${name}.svg?style=trend`;
	const before = await calls(name);
	const { headers } = await send(url);
	const known = { headers: { 'If-None-Match': String(headers['etag']) } };
	expect(await send(url, known)).toMatchObject({ status: 304, text: '' });
	expect(await calls(name)).toBe(before + 2 + 1);
	await post(`${site}/api/${name}/increment`);
	expect((await send(url, known)).status).toBe(200);
});

test('a badge of the style trend of a counter that was never written is level', async () => {
	const { text } = await send(`${site}/badge/${freshName('chart')}.svg?style=trend&label=`);
	expect(text).toContain('<title>0, as 30 days ago</title>');
});
