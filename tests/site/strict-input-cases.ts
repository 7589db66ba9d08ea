import { randomBytes } from 'node:crypto';
import { demoName } from '../../src/core/contract/name';
import type { ProblemSlug } from '../../src/core/contract/problem';
import { form, json, type RequestOptions } from './http';

/** A hostile or odd request, and what it gets. */
export interface StrictInputCase {
	/** What is odd about the request. */
	readonly title: string;
	/** The path; `{name}` is a fresh counter. An increment if absent. */
	readonly path?: string;
	/** A POST if it names no other method. */
	readonly options: RequestOptions;
	/** The problem that it gets, or the status of a success. */
	readonly gets: ProblemSlug | 200 | 201;
	/** A part of the problem's detail. */
	readonly detail?: string;
	/** The counter's value afterwards; 0 if absent. */
	readonly value?: number;
}

const demo = demoName(randomBytes(16).toString('hex'));
const key = { 'Idempotency-Key': '"5f0c6f0e-9d3a-4c1b-8f57-2a6be1c7d904"' };
const type = (text: string): Record<string, string> => ({ 'Content-Type': text });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The body comes in chunks, of which some may be empty. */
function chunked(...chunks: readonly string[]): Iterable<Uint8Array> {
	return chunks.map(bytes);
}

const asJson = (body: string): RequestOptions => ({ headers: json, body });
const asForm = (body: string): RequestOptions => ({ headers: form, body });

export const strictInputCases: readonly StrictInputCase[] = [
	// Fields that are not known.
	{
		title: 'a misspelled JSON field',
		options: asJson('{"amout":5}'),
		gets: 'invalid-body',
		detail: '"amout"',
	},
	{
		title: 'a JSON field in capitals',
		options: asJson('{"Amount":5}'),
		gets: 'invalid-body',
		detail: '"Amount"',
	},
	{
		title: 'a JSON field with a blank',
		options: asJson('{"amount ":5}'),
		gets: 'invalid-body',
		detail: '"amount "',
	},
	{
		title: 'an unknown JSON field beside the amount',
		options: asJson('{"amount":5,"by":2}'),
		gets: 'invalid-body',
		detail: '"by"',
	},
	{
		title: 'the JSON field __proto__',
		options: asJson('{"__proto__":{"amount":5}}'),
		gets: 'invalid-body',
		detail: '"__proto__"',
	},
	{
		title: 'the JSON field constructor',
		options: asJson('{"constructor":{"prototype":{"amount":5}}}'),
		gets: 'invalid-body',
		detail: '"constructor"',
	},
	{
		title: 'an empty JSON field name',
		options: asJson('{"":5}'),
		gets: 'invalid-body',
		detail: '""',
	},
	{
		title: 'a very long JSON field name',
		options: asJson(`{"${'x'.repeat(900)}":5}`),
		gets: 'invalid-body',
		detail: '…"',
	},
	{
		title: 'the form’s return field in JSON',
		options: asJson('{"amount":5,"return":"/"}'),
		gets: 'invalid-body',
		detail: '"return"',
	},
	{
		title: 'an amount nested in JSON',
		options: asJson('{"increment":{"amount":5}}'),
		gets: 'invalid-body',
		detail: '"increment"',
	},
	{
		title: 'a misspelled form field',
		options: asForm('amout=5'),
		gets: 'invalid-body',
		detail: 'Known is "amount", "return"',
	},
	{
		title: 'an array of a form',
		options: asForm('amount[]=5'),
		gets: 'invalid-body',
		detail: '"amount[]"',
	},
	{
		title: 'an unknown form field without a value',
		options: asForm('amount=5&x='),
		gets: 'invalid-body',
		detail: '"x"',
	},
	{ title: 'a bare number as a form', options: asForm('5'), gets: 'invalid-body', detail: '"5"' },
	{
		title: 'a form field with markup',
		options: asForm('<b>=5'),
		gets: 'invalid-body',
		detail: '"<b>"',
	},
	// A body of one type under the name of another.
	{
		title: 'JSON as a form, as curl -d sends it',
		options: asForm('{"amount":5}'),
		gets: 'invalid-body',
		detail: '--json',
	},
	{
		title: 'percent-encoded JSON as a form',
		options: asForm('%7B%22amount%22%3A5%7D'),
		gets: 'invalid-body',
		detail: 'application/json',
	},
	{
		title: 'a JSON array as a form',
		options: asForm('[5]'),
		gets: 'invalid-body',
		detail: 'application/json',
	},
	{
		title: 'a form as JSON',
		options: asJson('amount=5'),
		gets: 'invalid-body',
		detail: 'does not parse',
	},
	{
		title: 'a form as text',
		options: { headers: type('text/plain'), body: 'amount=5' },
		gets: 'unsupported-media-type',
		detail: '"text/plain"',
	},
	{
		title: 'a multipart form',
		options: {
			headers: type('multipart/form-data; boundary=b'),
			body: '--b\r\nContent-Disposition: form-data; name="amount"\r\n\r\n5\r\n--b--\r\n',
		},
		gets: 'unsupported-media-type',
		detail: 'multipart',
	},
	{
		title: 'a body without a type',
		options: { body: '{"amount":5}' },
		gets: 'unsupported-media-type',
		detail: 'no Content-Type',
	},
	{
		title: 'a JSON patch',
		options: { headers: type('application/merge-patch+json'), body: '{"amount":5}' },
		gets: 'unsupported-media-type',
		detail: 'merge-patch',
	},
	// Amounts.
	{
		title: 'a JSON amount in quotes',
		options: asJson('{"amount":"5"}'),
		gets: 'invalid-amount',
		detail: 'without quotes',
	},
	{
		title: 'a JSON amount of null',
		options: asJson('{"amount":null}'),
		gets: 'invalid-amount',
		detail: 'null',
	},
	{
		title: 'a JSON amount of true',
		options: asJson('{"amount":true}'),
		gets: 'invalid-amount',
		detail: 'true',
	},
	{
		title: 'a JSON amount in an array',
		options: asJson('{"amount":[5]}'),
		gets: 'invalid-amount',
		detail: '[5]',
	},
	{
		title: 'a JSON amount in an object',
		options: asJson('{"amount":{"amount":5}}'),
		gets: 'invalid-amount',
		detail: 'whole number from 1 to 1000',
	},
	{
		title: 'a JSON amount of a half',
		options: asJson('{"amount":0.5}'),
		gets: 'invalid-amount',
		detail: '0.5',
	},
	{
		title: 'a JSON amount below zero',
		options: asJson('{"amount":-5}'),
		gets: 'invalid-amount',
		detail: '-5',
	},
	{
		title: 'a JSON amount of minus zero',
		options: asJson('{"amount":-0}'),
		gets: 'invalid-amount',
	},
	{
		title: 'a JSON amount that is too large',
		options: asJson('{"amount":1001}'),
		gets: 'invalid-amount',
		detail: '1001',
	},
	{
		title: 'a JSON amount beyond all numbers',
		options: asJson('{"amount":1e999}'),
		gets: 'invalid-amount',
		detail: 'Infinity',
	},
	{
		title: 'a JSON amount that is nearly whole',
		options: asJson('{"amount":5.0000000001}'),
		gets: 'invalid-amount',
	},
	{
		title: 'a JSON amount given twice',
		options: asJson('{"amount":5,"amount":5}'),
		gets: 'invalid-amount',
		detail: 'more than once',
	},
	{
		title: 'a JSON amount given twice, once escaped',
		options: asJson('{"amount":1,"\\u0061mount":5}'),
		gets: 'invalid-amount',
		detail: 'more than once',
	},
	{
		title: 'a form amount given twice',
		options: asForm('amount=5&amount=5'),
		gets: 'invalid-amount',
		detail: 'more than once',
	},
	{ title: 'an empty form amount', options: asForm('amount='), gets: 'invalid-amount' },
	{
		title: 'a form amount with a plus sign',
		options: asForm('amount=+5'),
		gets: 'invalid-amount',
		detail: '" 5"',
	},
	{
		title: 'a form amount with an encoded plus sign',
		options: asForm('amount=%2B5'),
		gets: 'invalid-amount',
		detail: '"+5"',
	},
	{
		title: 'a form amount in full-width digits',
		options: asForm('amount=５'),
		gets: 'invalid-amount',
		detail: '"５"',
	},
	{
		title: 'a form amount in Arabic digits',
		options: asForm('amount=%D9%A5'),
		gets: 'invalid-amount',
	},
	{ title: 'a form amount in hexadecimal', options: asForm('amount=0x5'), gets: 'invalid-amount' },
	{
		title: 'a form amount with an exponent',
		options: asForm('amount=1e2'),
		gets: 'invalid-amount',
	},
	{
		title: 'a form amount with a leading zero',
		options: asForm('amount=05'),
		gets: 'invalid-amount',
	},
	{
		title: 'a form amount with a decimal comma',
		options: asForm('amount=5,0'),
		gets: 'invalid-amount',
	},
	{ title: 'a form amount with a NUL', options: asForm('amount=5%00'), gets: 'invalid-amount' },
	{
		title: 'a form amount with a line break',
		options: asForm('amount=5\r\n'),
		gets: 'invalid-amount',
	},
	{
		title: 'a form with two paths to return to',
		options: asForm('return=/&return=/'),
		gets: 'invalid-body',
		detail: '"return" more than once',
	},
	// JSON that is none, or no object.
	{ title: 'a JSON number', options: asJson('5'), gets: 'invalid-body', detail: 'no object' },
	{
		title: 'a JSON array',
		options: asJson('[{"amount":5}]'),
		gets: 'invalid-body',
		detail: 'no object',
	},
	{ title: 'a JSON null', options: asJson('null'), gets: 'invalid-body', detail: 'no object' },
	{ title: 'two JSON objects', options: asJson('{"amount":5}{"amount":5}'), gets: 'invalid-body' },
	{ title: 'JSON with a comment', options: asJson('{"amount":5} // five'), gets: 'invalid-body' },
	{ title: 'JSON with a comma at its end', options: asJson('{"amount":5,}'), gets: 'invalid-body' },
	{ title: 'JSON that breaks off', options: asJson('{"amount":5'), gets: 'invalid-body' },
	{
		title: 'a deeply nested JSON array',
		options: asJson(`{"amount":${'['.repeat(490)}${']'.repeat(490)}}`),
		gets: 'invalid-amount',
	},
	{ title: 'a body of blanks', options: asJson('   '), gets: 'invalid-body' },
	// Encodings.
	{
		title: 'the charset UTF-16',
		options: { headers: type('application/json; charset=utf-16'), body: '{"amount":5}' },
		gets: 'unsupported-media-type',
		detail: '"utf-16"',
	},
	{
		title: 'the charset Latin-1 of a form',
		options: { headers: type(`${form['Content-Type']}; charset=ISO-8859-1`), body: 'amount=5' },
		gets: 'unsupported-media-type',
		detail: '"iso-8859-1"',
	},
	{
		title: 'two charsets',
		options: {
			headers: type('application/json; charset=utf-8; charset=utf-16'),
			body: '{"amount":5}',
		},
		gets: 'unsupported-media-type',
	},
	{
		title: 'an empty charset',
		options: { headers: type('application/json; charset='), body: '{"amount":5}' },
		gets: 'unsupported-media-type',
	},
	{
		title: 'bytes of UTF-16 as UTF-8',
		options: { headers: json, body: Buffer.from('\ufeff{"amount":5}', 'utf16le') },
		gets: 'invalid-body',
		detail: 'UTF-8',
	},
	{
		title: 'bytes that are no UTF-8',
		options: { headers: json, body: new Uint8Array([0x7b, 0xff, 0x7d]) },
		gets: 'invalid-body',
		detail: 'UTF-8',
	},
	{
		title: 'a content encoding',
		options: { headers: { ...json, 'Content-Encoding': 'gzip' }, body: '{"amount":5}' },
		gets: 'unsupported-media-type',
		detail: '"gzip"',
	},
	{
		title: 'a body above 1 KiB',
		options: asJson(`{"amount":5}${' '.repeat(1024)}`),
		gets: 'body-too-large',
	},
	{
		title: 'a Content-Length below the body',
		options: { headers: { ...json, 'Content-Length': '4' }, body: '{"amount":5}' },
		gets: 'invalid-body',
	},
	// The query of a write.
	{
		title: 'an amount in the query',
		path: '/api/{name}/increment?amount=5',
		options: {},
		gets: 'invalid-query',
		detail: '"amount"',
	},
	{
		title: 'an amount in the query and in the body',
		path: '/api/{name}/increment?amount=5',
		options: asJson('{"amount":5}'),
		gets: 'invalid-query',
	},
	{
		title: 'an unknown field in the query of a write',
		path: '/api/{name}/decrement?x',
		options: {},
		gets: 'invalid-query',
		detail: '"x"',
	},
	{
		title: 'a query of the creation of a counter',
		path: '/api/counters?name=mine',
		options: {},
		gets: 'invalid-query',
		detail: '"name"',
	},
	{
		title: 'a query of a race',
		path: '/api/race?increments=5',
		options: {},
		gets: 'invalid-query',
	},
	{
		title: 'a query of a restart',
		path: `/api/${demo}/restart?now`,
		options: {},
		gets: 'invalid-query',
	},
	{
		title: 'a recording after what is no event',
		path: `/api/${demo}/recording?after=now`,
		options: { method: 'GET' },
		gets: 'invalid-query',
	},
	{
		title: 'an unknown parameter of a recording',
		path: `/api/${demo}/recording?since=1-1`,
		options: { method: 'GET' },
		gets: 'invalid-query',
	},
	{
		title: 'a query of an hour that passes',
		path: `/api/${demo}/pass-hour?hours=2`,
		options: {},
		gets: 'invalid-query',
	},
	{
		title: 'a query of a reminder',
		path: `/api/${demo}/remind?in=1`,
		options: {},
		gets: 'invalid-query',
	},
	{
		title: 'a query of a call of an unknown method',
		path: `/api/${demo}/unknown-method?method=remove`,
		options: {},
		gets: 'invalid-query',
	},
	{
		title: 'a query of whereabouts',
		path: `/api/${demo}/whereabouts?trace=x`,
		options: {},
		gets: 'invalid-query',
	},
	// Keys where none is honoured, and keys that are none.
	{
		title: 'a key on a read',
		path: '/api/{name}/value',
		options: { method: 'GET', headers: key },
		gets: 'invalid-key',
		detail: 'does not take',
	},
	{
		title: 'a key on an inspection',
		path: '/api/{name}/inspect',
		options: { method: 'GET', headers: key },
		gets: 'invalid-key',
	},
	{
		title: 'a key on the budget',
		path: '/api/limit',
		options: { method: 'GET', headers: key },
		gets: 'invalid-key',
	},
	{
		title: 'a key on settings',
		path: '/api/{name}/settings',
		options: { method: 'PATCH', headers: { ...json, ...key }, body: '{"step":5}' },
		gets: 'invalid-key',
		detail: 'does not take',
	},
	{
		title: 'a key on a value that is set',
		path: '/api/{name}/value',
		options: { method: 'PUT', headers: { ...json, ...key }, body: '{"value":5}' },
		gets: 'invalid-key',
	},
	{
		title: 'a short key on the creation of a counter',
		path: '/api/counters',
		options: { headers: { 'Idempotency-Key': '"mine"' } },
		gets: 'invalid-key',
		detail: 'at least 16 characters',
	},
	{ title: 'a key on a race', path: '/api/race', options: { headers: key }, gets: 'invalid-key' },
	{
		title: 'a key on a restart',
		path: `/api/${demo}/restart`,
		options: { headers: key },
		gets: 'invalid-key',
	},
	{
		title: 'a key on an hour that passes',
		path: `/api/${demo}/pass-hour`,
		options: { headers: key },
		gets: 'invalid-key',
	},
	{
		title: 'a key on a reminder',
		path: `/api/${demo}/remind`,
		options: { headers: key },
		gets: 'invalid-key',
	},
	{
		title: 'a key on a look inside',
		path: `/api/${demo}/inside`,
		options: { method: 'GET', headers: key },
		gets: 'invalid-key',
	},
	{
		title: 'two keys',
		options: { headers: { 'Idempotency-Key': ['"a"', '"b"'] } },
		gets: 'invalid-key',
	},
	{
		title: 'a key that is too long',
		options: { headers: { 'Idempotency-Key': 'k'.repeat(256) } },
		gets: 'invalid-key',
	},
	{
		title: 'a key with a parameter',
		options: { headers: { 'Idempotency-Key': '"a";b=1' } },
		gets: 'invalid-key',
	},
	// A body where none is read.
	{
		title: 'an unknown field of a counter that is made',
		path: '/api/counters',
		options: asJson('{"title":"mine"}'),
		gets: 'invalid-body',
		detail: '"title"',
	},
	{
		title: 'the return field in the JSON of a counter that is made',
		path: '/api/counters',
		options: asJson('{"return":"/"}'),
		gets: 'invalid-body',
		detail: '"return"',
	},
	{
		title: 'a name that is none for a counter that is made',
		path: '/api/counters',
		options: asJson('{"name":"Mine"}'),
		gets: 'invalid-field',
		detail: '"name"',
	},
	{
		title: 'a first value in quotes',
		path: '/api/counters',
		options: asJson('{"value":"5"}'),
		gets: 'invalid-field',
		detail: 'without quotes',
	},
	{
		title: 'a first value given twice in a form',
		path: '/api/counters',
		options: asForm('value=5&value=6'),
		gets: 'invalid-body',
		detail: 'more than once',
	},
	{
		title: 'an origin with a path',
		path: '/api/counters',
		options: asJson('{"origins":["https://a.example/page"]}'),
		gets: 'invalid-field',
		detail: 'https://example.com',
	},
	{
		title: 'a step of nothing',
		path: '/api/counters',
		options: asForm('step=0'),
		gets: 'invalid-field',
		detail: 'from 1 to 1000',
	},
	{
		title: 'a value that is set in another field',
		path: '/api/{name}/value',
		options: { method: 'PUT', ...asJson('{"amount":5}') },
		gets: 'invalid-body',
		detail: '"amount"',
	},
	{
		title: 'a change of no setting',
		path: '/api/{name}/settings',
		options: { method: 'PATCH' },
		gets: 'invalid-body',
		detail: 'at least one setting',
	},
	{
		title: 'an owner’s form that does nothing',
		path: '/api/{name}/settings',
		options: asForm('token=x'),
		gets: 'invalid-field',
		detail: '"do"',
	},
	{
		title: 'a body of a removal',
		path: '/api/{name}',
		options: { method: 'DELETE', ...asJson('{"confirm":"yes"}') },
		gets: 'invalid-body',
		detail: 'Send no body',
	},
	{
		title: 'a body of a race',
		path: '/api/race',
		options: asJson('{"increments":5}'),
		gets: 'invalid-body',
		detail: '"increments"',
	},
	{
		title: 'a body of a restart',
		path: `/api/${demo}/restart`,
		options: asForm('amount=5'),
		gets: 'invalid-body',
		detail: '"amount"',
	},
	{
		title: 'a body of an hour that passes',
		path: `/api/${demo}/pass-hour`,
		options: asForm('hours=2'),
		gets: 'invalid-body',
		detail: '"hours"',
	},
	{
		title: 'a body of a reminder',
		path: `/api/${demo}/remind`,
		options: asJson('{"in":1}'),
		gets: 'invalid-body',
		detail: '"in"',
	},
	{
		title: 'an amount of a visit',
		path: '/api/{name}/visit',
		options: asJson('{"amount":1}'),
		gets: 'invalid-body',
		detail: '"amount"',
	},
	{
		title: 'a form’s amount of a visit',
		path: '/api/{name}/visit',
		options: asForm('amount=1'),
		gets: 'invalid-body',
		detail: '"return"',
	},
	{
		title: 'text that is no JSON of a visit',
		path: '/api/{name}/visit',
		options: { headers: type('text/plain'), body: 'hello' },
		gets: 'invalid-body',
		detail: 'does not parse',
	},
	{
		title: 'an amount in the text of a visit',
		path: '/api/{name}/visit',
		options: { headers: type('text/plain'), body: '{"amount":5}' },
		gets: 'invalid-body',
		detail: '"amount"',
	},
	{
		title: 'a beacon of more than 1 KiB',
		path: '/api/{name}/visit',
		options: { headers: type('text/plain'), body: `{}${' '.repeat(1024)}` },
		gets: 'body-too-large',
	},
	{
		title: 'a multipart beacon',
		path: '/api/{name}/visit',
		options: { headers: type('multipart/form-data; boundary=b'), body: '--b--' },
		gets: 'unsupported-media-type',
		detail: 'multipart',
	},
	{
		title: 'a key on a visit',
		path: '/api/{name}/visit',
		options: { headers: key },
		gets: 'invalid-key',
		detail: 'does not take',
	},
	{
		title: 'a query of a visit',
		path: '/api/{name}/visit?amount=5',
		options: {},
		gets: 'invalid-query',
	},
	{
		title: 'text for a private counter',
		path: '/api/counters',
		options: { headers: type('text/plain'), body: 'x' },
		gets: 'unsupported-media-type',
	},
	// What is odd and understood.
	{
		title: 'a key on the creation of a counter',
		path: '/api/counters',
		options: { headers: key },
		gets: 201,
	},
	{ title: 'no body', options: {}, gets: 200, value: 1 },
	{ title: 'no body in chunks', options: { body: chunked() }, gets: 200, value: 1 },
	{
		title: 'no body in chunks of JSON',
		options: { headers: json, body: chunked() },
		gets: 200,
		value: 1,
	},
	{
		title: 'no body and a type that is not read',
		options: { headers: type('text/plain'), body: '' },
		gets: 200,
		value: 1,
	},
	{
		title: 'no body and another charset',
		options: { headers: type('application/json; charset=utf-16'), body: '' },
		gets: 200,
		value: 1,
	},
	{ title: 'an empty JSON object', options: asJson('{}'), gets: 200, value: 1 },
	{
		title: 'an empty JSON object as the text of a visit',
		path: '/api/{name}/visit',
		options: { headers: type('text/plain'), body: '{}' },
		gets: 200,
		value: 1,
	},
	{
		title: 'JSON in chunks',
		options: { headers: json, body: chunked('{"amo', 'unt":', '5}') },
		gets: 200,
		value: 5,
	},
	{
		title: 'JSON after a byte order mark',
		options: asJson('\ufeff{"amount":5}'),
		gets: 200,
		value: 5,
	},
	{ title: 'the JSON number 5.0', options: asJson('{"amount":5.0}'), gets: 200, value: 5 },
	{ title: 'the JSON number 1e2', options: asJson('{"amount":1e2}'), gets: 200, value: 100 },
	{ title: 'an escaped JSON field', options: asJson('{"\\u0061mount":5}'), gets: 200, value: 5 },
	{ title: 'JSON with blanks', options: asJson(' \r\n{ "amount" :\t5 } '), gets: 200, value: 5 },
	{
		title: 'a type in capitals',
		options: { headers: type('APPLICATION/JSON'), body: '{"amount":5}' },
		gets: 200,
		value: 5,
	},
	{
		title: 'the charset "UTF8" in quotes',
		options: { headers: type('application/json; charset="UTF8"'), body: '{"amount":5}' },
		gets: 200,
		value: 5,
	},
	{
		title: 'the charset US-ASCII',
		options: { headers: type('application/json; charset=us-ascii'), body: '{"amount":5}' },
		gets: 200,
		value: 5,
	},
	{
		title: 'a form with the charset UTF-8',
		options: { headers: type(`${form['Content-Type']};charset=UTF-8`), body: 'amount=5' },
		gets: 200,
		value: 5,
	},
	{ title: 'an encoded form', options: asForm('%61mount=%35'), gets: 200, value: 5 },
	{ title: 'a form with empty pairs', options: asForm('&&amount=5&'), gets: 200, value: 5 },
	{ title: 'an empty query', path: '/api/{name}/increment?', options: {}, gets: 200, value: 1 },
	{
		title: 'a key of 255 characters',
		options: { headers: { 'Idempotency-Key': 'k'.repeat(255) } },
		gets: 200,
		value: 1,
	},
	{
		title: 'a read with a query',
		path: '/api/{name}/value?amount=5&_=1700000000',
		options: { method: 'GET' },
		gets: 200,
	},
	{
		title: 'a private counter by an empty form',
		path: '/api/counters',
		options: asForm(''),
		gets: 201,
	},
	{
		title: 'a private counter by an empty JSON object',
		path: '/api/counters',
		options: asJson('{}'),
		gets: 201,
	},
];
