import { expect, test } from 'vitest';
import {
	foreignOrigin,
	isSafe,
	isTrustedOrigin,
	isWebSocketUpgrade,
} from '../../../src/core/http/cross-site';
import { headersOf, listed } from './fetch-metadata';

const url = 'https://site.example/api/visits/increment';

test('a form of this site is trusted, with and without fetch metadata', () => {
	const origin = 'https://site.example';
	expect(isTrustedOrigin({ headers: headersOf('same-origin', origin), url }, [])).toBe(true);
	expect(isTrustedOrigin({ headers: headersOf(null, origin), url }, [])).toBe(true);
});

test('a request without fetch metadata and origin is trusted', () => {
	expect(isTrustedOrigin({ headers: headersOf(null, null), url }, [])).toBe(true);
});

test('the origin null of a sandboxed page is not trusted', () => {
	expect(isTrustedOrigin({ headers: headersOf('cross-site', 'null'), url }, listed)).toBe(false);
	expect(isTrustedOrigin({ headers: headersOf(null, 'null'), url }, listed)).toBe(false);
});

test('a request of another site without an origin is not trusted', () => {
	expect(isTrustedOrigin({ headers: headersOf('cross-site', null), url }, listed)).toBe(false);
	expect(isTrustedOrigin({ headers: headersOf('same-site', null), url }, listed)).toBe(false);
});

test('isTrustedOrigin takes a request as it is', () => {
	const request = new Request(url, { method: 'POST' });
	expect(isTrustedOrigin(request, [])).toBe(true);
});

test.each([
	['https://a.example', 'https://a.example'],
	['http://localhost:3000', 'http://localhost:3000'],
	['null', undefined],
	['garbage', undefined],
	['file://', undefined],
	[null, undefined],
])('an owner can trust the origin %j as %j', (origin, expected) => {
	expect(foreignOrigin({ headers: headersOf('cross-site', origin) })).toBe(expected);
});

test('the safe methods are GET, HEAD and OPTIONS', () => {
	const methods = [
		'GET',
		'HEAD',
		'OPTIONS',
		'POST',
		'PUT',
		'PATCH',
		'DELETE',
		'CONNECT',
		'get',
		'',
	];
	expect(methods.filter(isSafe)).toEqual(['GET', 'HEAD', 'OPTIONS']);
});

test.each([
	['GET', 'websocket', true],
	['GET', 'WebSocket', true],
	['GET', null, false],
	['GET', '', false],
	['GET', 'h2c', false],
	['GET', 'websocket, h2c', false],
	['HEAD', 'websocket', false],
	['POST', 'websocket', false],
])('isWebSocketUpgrade of %s with Upgrade: %s is %s', (method, upgrade, opens) => {
	expect(isWebSocketUpgrade(method, upgrade)).toBe(opens);
});
