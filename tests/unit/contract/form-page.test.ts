import { expect, test } from 'vitest';
import { isProblem } from '../../../src/core/contract/problem';
import { formPage, readRequestBody } from '../../../src/core/contract/request-body';
import { form } from './write-request';

/** The page that a form with these fields leads back to. */
async function back(body: string): Promise<string | undefined> {
	const headers = { 'Content-Type': form };
	const request = new Request('https://site.example/', { method: 'POST', headers, body });
	const read = await readRequestBody(request);
	if (isProblem(read)) throw new Error(read.detail);
	return formPage(read);
}

test('a form leads back to the page that it names, and one that names none nowhere', async () => {
	expect(await back('amount=5&return=%2Fcounters%2Fa%23card')).toBe('/counters/a#card');
	expect(await back('amount=5')).toBeUndefined();
	expect(await back('')).toBeUndefined();
});

test('the form that makes a counter leads back with what was typed into it', async () => {
	const body = 'return=%2Fnew&name=my%26name&value=&origins=https%3A%2F%2Fa.example%0D%0Ax&step=5';
	const { pathname, searchParams } = new URL((await back(body)) ?? '', 'https://site.example');
	expect(pathname).toBe('/new');
	expect(Object.fromEntries(searchParams)).toEqual({
		name: 'my&name',
		origins: 'https://a.example\r\nx',
		step: '5',
	});
});
