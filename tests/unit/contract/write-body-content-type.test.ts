import { expect, test } from 'vitest';
import { form, json, readBody, readWriteBody, writeRequest } from './write-request';

test('a write without a body adds 1', async () => {
	const request = new Request('https://site.example/', { method: 'POST' });
	expect(await readWriteBody(request)).toEqual({ amount: 1 });
});

test.each(['', json, form, 'text/plain', 'nonsense'])(
	'an empty body with the content type %j adds 1, in any number of chunks',
	async (type) => {
		const empty = new Uint8Array();
		for (const chunks of [[], [empty], [empty, empty, empty]]) {
			expect(await readWriteBody(writeRequest(chunks, { 'Content-Type': type }))).toEqual({
				amount: 1,
			});
		}
	},
);

test.each([
	'application/json',
	'APPLICATION/JSON',
	'Application/Json',
	'application/json; charset=utf-8',
	'application/json;charset="UTF-8"',
	'aPPLICATION/jSON ; charset=UTF-8 ; x="a;b"',
	'application/json;',
	'application/json;charset=utf8',
	'application/json; Charset=US-ASCII',
	'application/json; profile=";charset=utf-16"',
])('the content type %j is JSON', async (type) => {
	expect(await readBody('{"amount":5}', type)).toEqual({ amount: 5 });
	expect(await readBody('amount=5', type)).toBe('invalid-body');
});

test.each([
	'application/x-www-form-urlencoded',
	'Application/X-WWW-Form-Urlencoded',
	'application/x-www-form-urlencoded;charset=UTF-8',
	'application/x-www-form-urlencoded ; charset=UTF-8',
])('the content type %j is a form', async (type) => {
	expect(await readBody('amount=5', type)).toMatchObject({ amount: 5 });
});

test.each([
	'',
	'text/plain',
	'text/plain; application/json',
	'text/json',
	'application/jsonp',
	'application/json5',
	'application/json-seq',
	'application/problem+json',
	'application/json, text/plain',
	'application / json',
	'json',
	'*/*',
	'multipart/form-data; boundary=x',
	'application/x-www-form-urlencoded-not',
	'application/octet-stream',
])('the content type %j is not supported', async (type) => {
	expect(await readBody('{"amount":5}', type)).toBe('unsupported-media-type');
});

test.each([
	'utf-16',
	'"UTF-16"',
	'utf-16le',
	'iso-8859-1',
	'windows-1252',
	'',
	'""',
	'utf-8, text/plain',
	'utf-8; charset=utf-16',
	'utf-8 utf-16',
])('the charset %s is not supported, in JSON or in a form', async (charset) => {
	for (const [type, body] of [
		[json, '{"amount":5}'],
		[form, 'amount=5'],
	] as const) {
		expect(await readBody(body, `${type}; charset=${charset}`)).toBe('unsupported-media-type');
		expect(await readBody('', `${type}; charset=${charset}`)).toEqual({ amount: 1 });
	}
});

test('a body without a content type is not supported', async () => {
	const chunk = new TextEncoder().encode('{"amount":5}');
	expect(await readWriteBody(writeRequest([chunk], {}))).toBe('unsupported-media-type');
});

test('a body with a content encoding is not supported', async () => {
	const chunk = new TextEncoder().encode('{"amount":5}');
	const headers = { 'Content-Type': json, 'Content-Encoding': 'gzip' };
	expect(await readWriteBody(writeRequest([chunk], headers))).toBe('unsupported-media-type');
});
