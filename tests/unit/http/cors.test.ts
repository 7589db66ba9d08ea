import { expect, test } from 'vitest';
import { corsHeaders, preflightHeaders } from '../../../src/core/http/cors';

const listed = ['https://partner.example'];
const unlisted = ['https://evil.example', 'https://partner.example.evil.example', 'null', ''];

/** The items of a comma-separated field, in lower case. */
function items(field: string | undefined): readonly string[] {
	return (field ?? '').split(',').map((item) => item.trim().toLowerCase());
}

test.each(['GET', 'HEAD'])('the response to %s is open to every origin', (method) => {
	for (const origin of [null, ...listed, ...unlisted]) {
		const headers = corsHeaders(method, origin, listed);
		expect(headers['Access-Control-Allow-Origin']).toBe('*');
		expect(headers).not.toHaveProperty('Access-Control-Allow-Credentials');
	}
});

test('the response to a write is open to a listed origin and varies by origin', () => {
	const headers = corsHeaders('POST', 'https://partner.example', listed);
	expect(headers['Access-Control-Allow-Origin']).toBe('https://partner.example');
	expect(items(headers['Vary'])).toContain('origin');
});

test.each([null, ...unlisted])('the response to a write is closed to the origin %j', (origin) => {
	const headers = corsHeaders('POST', origin, listed);
	expect(headers).not.toHaveProperty('Access-Control-Allow-Origin');
	expect(items(headers['Vary'])).toContain('origin');
});

test('the response to a write is closed to every origin if none is listed', () => {
	expect(corsHeaders('POST', 'https://partner.example', [])).not.toHaveProperty(
		'Access-Control-Allow-Origin',
	);
});

test('a script may read every response field of the contract', () => {
	for (const method of ['GET', 'POST']) {
		const headers = corsHeaders(method, 'https://partner.example', listed);
		expect(items(headers['Access-Control-Expose-Headers'])).toEqual(
			expect.arrayContaining([
				'content-location',
				'etag',
				'idempotency-replayed',
				'location',
				'ratelimit',
				'ratelimit-policy',
				'retry-after',
				'x-request-id',
			]),
		);
	}
});

/** The methods of an address that takes writes, and of one that takes reads. */
const writes = ['POST', 'OPTIONS'];
const reads = ['GET', 'HEAD', 'OPTIONS'];

test('the preflight of a write by a listed origin allows a content type and a key', () => {
	const headers = preflightHeaders(writes, 'POST', 'https://partner.example', listed);
	expect(headers['Access-Control-Allow-Origin']).toBe('https://partner.example');
	expect(items(headers['Access-Control-Allow-Methods'])).toContain('post');
	expect(items(headers['Access-Control-Allow-Headers'])).toEqual(
		expect.arrayContaining(['content-type', 'idempotency-key']),
	);
	expect(Number(headers['Access-Control-Max-Age'])).toBeGreaterThan(0);
	expect(headers).not.toHaveProperty('Access-Control-Allow-Credentials');
});

test.each([null, ...unlisted])(
	'the preflight of a write by the origin %j allows nothing',
	(origin) => {
		const headers = preflightHeaders(writes, 'POST', origin, listed);
		expect(Object.keys(headers).filter((name) => name.startsWith('Access-Control-'))).toEqual([]);
	},
);

test.each([null, ...listed, ...unlisted])(
	'the preflight of a read by the origin %j allows the read',
	(origin) => {
		const headers = preflightHeaders(reads, 'GET', origin, listed);
		expect(headers['Access-Control-Allow-Origin']).toBe('*');
		expect(items(headers['Access-Control-Allow-Methods'])).toContain('get');
	},
);

test.each(['GET', 'HEAD'])(
	'the preflight of %s is allowed where only writes are taken',
	(method) => {
		const headers = preflightHeaders(writes, method, 'https://evil.example', listed);
		expect(headers['Access-Control-Allow-Origin']).toBe('*');
		expect(items(headers['Access-Control-Allow-Methods'])).toContain(method.toLowerCase());
	},
);

test.each(['traceparent, tracestate, baggage', 'authorization', 'x-a,x-b', "!#$%&'*+-.^_`|~"])(
	'a read may be sent with the fields %j, by every origin',
	(fields) => {
		const headers = preflightHeaders(reads, 'GET', 'https://evil.example', listed, fields);
		expect(headers['Access-Control-Allow-Headers']).toBe(fields);
	},
);

test.each(['', 'a\r\nb', 'a: b', 'é', '"a"', 'x'.repeat(1025)])(
	'a list of fields that cannot be sent back is answered with the known fields',
	(fields) => {
		const headers = preflightHeaders(reads, 'GET', 'https://evil.example', listed, fields);
		expect(headers['Access-Control-Allow-Headers']).toMatch(/^[\w, -]{1,100}$/);
	},
);

test.each(['', 'PUT', 'DELETE', 'post', 'GET, POST'])(
	'the preflight of the unsupported method %j allows nothing',
	(requested) => {
		const headers = preflightHeaders(writes, requested, 'https://partner.example', listed);
		expect(Object.keys(headers).filter((name) => name.startsWith('Access-Control-'))).toEqual([]);
	},
);

test('what an owner changes no script of another origin changes, not even a listed one', () => {
	const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'POST', 'OPTIONS'];
	for (const requested of ['PUT', 'PATCH', 'DELETE']) {
		for (const origin of [null, ...listed, ...unlisted]) {
			const headers = preflightHeaders(methods, requested, origin, listed);
			expect(headers).not.toHaveProperty('Access-Control-Allow-Origin');
			expect(corsHeaders(requested, origin, listed)).toEqual({ Vary: 'Origin' });
		}
	}
});

test('a preflight allows no method that the origin was not to be asked for', () => {
	const methods = ['GET', 'HEAD', 'PUT', 'POST', 'OPTIONS'];
	const forReading = preflightHeaders(methods, 'GET', 'https://evil.example', listed);
	expect(items(forReading['Access-Control-Allow-Methods'])).toEqual(['get', 'head', 'options']);
	const forWriting = preflightHeaders(methods, 'POST', 'https://partner.example', listed);
	expect(items(forWriting['Access-Control-Allow-Methods'])).toEqual([
		'get',
		'head',
		'post',
		'options',
	]);
});

test('how long a browser remembers a preflight can be said', () => {
	const headers = preflightHeaders(writes, 'POST', listed[0] ?? '', listed, null, 86_400);
	expect(headers['Access-Control-Max-Age']).toBe('86400');
});
