import { describe, expect, test } from 'vitest';
import { corsHeaders, preflightHeaders } from '../../../src/core/http/cors';

const listed = ['https://partner.example'];
const unlisted = ['https://evil.example', 'https://partner.example.evil.example', 'null', ''];

/** The items of a comma-separated field, in lower case. */
function items(field: string | undefined): readonly string[] {
	return (field ?? '').split(',').map((item) => item.trim().toLowerCase());
}

describe('the answer to a read', () => {
	test.each(['GET', 'HEAD'])('of %s is open to every origin', (method) => {
		for (const origin of [null, ...listed, ...unlisted]) {
			const headers = corsHeaders(method, origin, listed);
			expect(headers['Access-Control-Allow-Origin']).toBe('*');
			expect(headers).not.toHaveProperty('Access-Control-Allow-Credentials');
		}
	});
});

describe('the answer to a write', () => {
	test('is open to an origin on the list alone, and caches are told so', () => {
		const headers = corsHeaders('POST', 'https://partner.example', listed);
		expect(headers['Access-Control-Allow-Origin']).toBe('https://partner.example');
		expect(items(headers['Vary'])).toContain('origin');
	});

	test.each([null, ...unlisted])('is closed to the origin %j', (origin) => {
		const headers = corsHeaders('POST', origin, listed);
		expect(headers).not.toHaveProperty('Access-Control-Allow-Origin');
		expect(items(headers['Vary'])).toContain('origin');
	});

	test('is closed to all if nobody is listed', () => {
		expect(corsHeaders('POST', 'https://partner.example', [])).not.toHaveProperty(
			'Access-Control-Allow-Origin',
		);
	});
});

test('a script may read every field that the contract speaks of', () => {
	for (const method of ['GET', 'POST']) {
		const headers = corsHeaders(method, 'https://partner.example', listed);
		expect(items(headers['Access-Control-Expose-Headers'])).toEqual(
			expect.arrayContaining([
				'etag',
				'idempotency-replayed',
				'ratelimit',
				'ratelimit-policy',
				'retry-after',
			]),
		);
	}
});

describe('a preflight', () => {
	const writes = ['POST', 'OPTIONS'];
	const reads = ['GET', 'HEAD', 'OPTIONS'];

	test('of a write by a listed origin may go on, with a body type and a key', () => {
		const headers = preflightHeaders(writes, 'POST', 'https://partner.example', listed);
		expect(headers['Access-Control-Allow-Origin']).toBe('https://partner.example');
		expect(items(headers['Access-Control-Allow-Methods'])).toContain('post');
		expect(items(headers['Access-Control-Allow-Headers'])).toEqual(
			expect.arrayContaining(['content-type', 'idempotency-key']),
		);
		expect(Number(headers['Access-Control-Max-Age'])).toBeGreaterThan(0);
		expect(headers).not.toHaveProperty('Access-Control-Allow-Credentials');
	});

	test.each([null, ...unlisted])('of a write by the origin %j may not go on', (origin) => {
		const headers = preflightHeaders(writes, 'POST', origin, listed);
		expect(Object.keys(headers).filter((name) => name.startsWith('Access-Control-'))).toEqual([]);
	});

	test.each([null, ...listed, ...unlisted])('of a read by the origin %j may go on', (origin) => {
		const headers = preflightHeaders(reads, 'GET', origin, listed);
		expect(headers['Access-Control-Allow-Origin']).toBe('*');
		expect(items(headers['Access-Control-Allow-Methods'])).toContain('get');
	});

	test.each(['', 'PUT', 'DELETE', 'post', 'GET, POST'])(
		'of %j, which the address does not take, may not go on',
		(requested) => {
			const headers = preflightHeaders(writes, requested, 'https://partner.example', listed);
			expect(Object.keys(headers).filter((name) => name.startsWith('Access-Control-'))).toEqual([]);
		},
	);
});
