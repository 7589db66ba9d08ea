import { expect, test } from 'vitest';
import { readRequestBody } from '../../../src/core/contract/request-body';

function textRequest(body: string, type = 'text/plain;charset=UTF-8'): Request {
	const headers = { 'Content-Type': type };
	return new Request('https://site.example/', { method: 'POST', headers, body });
}

test('where text is read, it is read as JSON', async () => {
	const read = (body: string) => readRequestBody(textRequest(body), true);
	expect(await read('')).toMatchObject({ kind: 'none' });
	expect(await read('{}')).toEqual({ kind: 'json', fields: new Map() });
	expect(await read('{"amount":5}')).toEqual({
		kind: 'json',
		fields: new Map([['amount', [5]]]),
	});
	for (const body of ['visit', ' ', 'amount=5', '[]', '1', '{"a":1']) {
		expect(await read(body)).toMatchObject({ problem: 'invalid-body' });
	}
	expect(await read(`{}${' '.repeat(1024)}`)).toEqual({ problem: 'body-too-large' });
});

test('text in another charset is read nowhere, and other types neither', async () => {
	for (const type of [
		'text/plain; charset=utf-16',
		'text/html',
		'multipart/form-data; boundary=x',
	]) {
		const body = await readRequestBody(textRequest('{}', type), true);
		expect(body).toMatchObject({ problem: 'unsupported-media-type' });
	}
});

test('text is not read where nobody asked for it', async () => {
	expect(await readRequestBody(textRequest('{}'))).toMatchObject({
		problem: 'unsupported-media-type',
	});
});
