import { randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import type { CounterValues } from '../../src/core/contract/answers';
import { freshName, json, post, send } from './http';

const site = inject('siteUrl');

async function readValues(names: readonly string[]): Promise<CounterValues['values']> {
	const query = new URLSearchParams({ names: names.join() });
	const { status, headers, text } = await send(`${site}/api/values?${query}`);
	expect([status, headers['content-type']]).toEqual([200, 'application/json']);
	return (JSON.parse(text) as CounterValues).values;
}

async function countedTo(amount: number): Promise<string> {
	const name = freshName();
	const body = JSON.stringify({ amount });
	await post(`${site}/api/${name}/increment`, { headers: json, body });
	return name;
}

test('several counters are read in one request, each once and in the order of the request', async () => {
	const [first, second] = [await countedTo(3), await countedTo(40)];
	const unused = freshName();
	expect(await readValues([second, unused, first, second])).toEqual([
		{ name: second, value: 40 },
		{ name: unused, value: 0 },
		{ name: first, value: 3 },
	]);
});

test('50 counters are read at once', async () => {
	const names = Array.from({ length: 50 }, () => freshName());
	expect(await readValues(names)).toEqual(names.map((name) => ({ name, value: 0 })));
});

test('a counter that cannot be read has a problem in place of its value', async () => {
	const name = await countedTo(2);
	const foreignId = randomBytes(32).toString('hex');
	const [valid, ...invalid] = await readValues([name, 'No Name', '', '__proto__', foreignId]);
	expect(valid).toEqual({ name, value: 2 });
	expect(invalid).toHaveLength(4);
	for (const entry of invalid) {
		expect(entry).toMatchObject({
			problem: { type: `${site}/problems/invalid-name`, status: 400 },
		});
	}
});

test.each(['', '?names=', '?name=a', '?names=a&names=b', '?names=a&x=1', `?names=${list(51)}`])(
	'a read of several counters with the query %.20s is refused',
	async (query) => {
		const { status, text } = await send(`${site}/api/values${query}`);
		expect(status).toBe(400);
		expect(JSON.parse(text).type).toBe(`${site}/problems/invalid-query`);
	},
);

function list(length: number): string {
	return Array.from({ length }, (_, at) => `c${at}`).join();
}

const message = async (path: string): Promise<unknown> => {
	const { status, text } = await send(site + path);
	expect(status).toBe(200);
	const { label, message } = JSON.parse(text) as Record<string, unknown>;
	return { label, message };
};

test('the badge of a sum shows the sum of its counters', async () => {
	const names = [await countedTo(3), await countedTo(40), freshName()].join();
	expect(await message(`/badge/sum.json?names=${names}`)).toEqual({ label: 'sum', message: '43' });
	const labelled = `/badge/sum.json?names=${names}&label=all`;
	expect(await message(labelled)).toEqual({ label: 'all', message: '43' });
	const { headers, text } = await send(`${site}/badge/sum.svg?names=${names}`);
	expect(text).toContain('sum: 43');
	const again = await send(`${site}/badge/sum.svg?names=${names}`, {
		headers: { 'If-None-Match': String(headers['etag']) },
	});
	expect(again.status).toBe(304);
});

test('the badge of a sum that cannot be read says so', async () => {
	const name = freshName();
	for (const names of [`${name},No`, `${name},`, '', list(51)]) {
		expect(await message(`/badge/sum.json?names=${names}`)).toMatchObject({
			message: 'invalid name',
		});
	}
});

test('a counter may have the name "sum"', async () => {
	await post(`${site}/api/sum/increment`);
	const { text } = await send(`${site}/api/sum/value`);
	const { value } = JSON.parse(text) as { value: number };
	expect(value).toBeGreaterThan(0);
	expect(await message('/badge/sum.json')).toEqual({ label: 'sum', message: String(value) });
	expect(await message('/badge/sum.json?names=sum')).toEqual({
		label: 'sum',
		message: String(value),
	});
});
