import { describe, expect, test } from 'vitest';
import { isSafe, isTrustedOrigin, isWebSocketUpgrade } from '../../../src/core/http/cross-site';

const listed = ['https://partner.example', 'http://localhost:4321'];

/** Where the request went, and the origins whose host is the request's own. */
const hosts = [
	{
		url: 'https://site.example/api/visits/increment',
		own: ['https://site.example', 'http://site.example'],
	},
	{
		url: 'https://site.example:8443/api/visits/increment',
		own: ['https://site.example:8443', 'http://site.example:8443'],
	},
	{
		url: 'http://127.0.0.1:8788/api/visits/increment?x=https://evil.example',
		own: ['http://127.0.0.1:8788', 'https://127.0.0.1:8788'],
	},
	{
		url: 'http://[::1]:8788/api/visits/live',
		own: ['http://[::1]:8788', 'https://[::1]:8788'],
	},
];

const origins = [
	null,
	...listed,
	...hosts.flatMap(({ own }) => own),
	'null',
	'',
	'garbage',
	'https://',
	'//site.example',
	'site.example',
	'site.example:8443',
	'file://',
	'data:text/html,x',
	'about:blank',
	'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
	'https://evil.example',
	'https://evil.example:8443',
	'https://site.example:444',
	'https://site.example:8444',
	'http://127.0.0.1:8789',
	'http://127.0.0.1',
	'http://[::1]',
	'https://sub.site.example',
	'https://example',
	'https://site.example.evil.example',
	'https://site.example@evil.example',
	'https://evil.example/site.example',
	'https://evil.example?site.example',
	'https://notsite.example',
	'https://site.example.',
	'http://partner.example',
	'https://partner.example:8443',
	'https://sub.partner.example',
	'https://partner.example.evil.example',
	'https://partner.example/',
	'https://partner.example https://evil.example',
	'https://partner.example, https://site.example',
	'http://localhost',
	'http://localhost:4322',
];

/** What the contract says of each `Sec-Fetch-Site`, before the origin is looked at. */
const sites = [
	{ site: null, rule: 'own host or no browser' },
	{ site: 'same-origin', rule: 'pass' },
	{ site: 'none', rule: 'pass' },
	{ site: 'same-site', rule: 'listed only' },
	{ site: 'cross-site', rule: 'listed only' },
	{ site: '', rule: 'listed only' },
	{ site: 'Same-Origin', rule: 'listed only' },
	{ site: 'NONE', rule: 'listed only' },
	{ site: 'same-origin, cross-site', rule: 'listed only' },
	{ site: 'same-origin;x', rule: 'listed only' },
	{ site: '"same-origin"', rule: 'listed only' },
	{ site: '?1', rule: 'listed only' },
	{ site: 'null', rule: 'listed only' },
] as const;

const verdicts = {
	pass: () => true,
	'listed only': ({ isListed }: Origin) => isListed,
	'own host or no browser': ({ isListed, isOwn, isAbsent }: Origin) =>
		isListed || isOwn || isAbsent,
};

interface Origin {
	readonly isListed: boolean;
	readonly isOwn: boolean;
	readonly isAbsent: boolean;
}

function headersOf(site: string | null, origin: string | null): Headers {
	const headers = new Headers();
	if (site !== null) headers.set('Sec-Fetch-Site', site);
	if (origin !== null) headers.set('Origin', origin);
	return headers;
}

test('every combination of site, origin and host is decided as the contract says', () => {
	const wrong: string[] = [];
	let combinations = 0;
	for (const { site, rule } of sites) {
		for (const origin of origins) {
			for (const { url, own } of hosts) {
				for (const list of [[], listed]) {
					combinations++;
					const expected = verdicts[rule]({
						isListed: origin !== null && list.includes(origin),
						isOwn: origin !== null && own.includes(origin),
						isAbsent: origin === null,
					});
					const actual = isTrustedOrigin({ headers: headersOf(site, origin), url }, list);
					if (actual !== expected) {
						wrong.push(`${expected ? 'refused' : 'let in'}: ${site} ${origin} ${url}`);
					}
				}
			}
		}
	}
	console.info(`cross-site: ${combinations} combinations, ${wrong.length} wrong`);
	expect(combinations).toBeGreaterThan(500);
	expect(wrong).toEqual([]);
});

describe('a write', () => {
	const url = 'https://site.example/api/visits/increment';

	test('of a form on this site is let in, with and without fetch metadata', () => {
		const origin = 'https://site.example';
		expect(isTrustedOrigin({ headers: headersOf('same-origin', origin), url }, [])).toBe(true);
		expect(isTrustedOrigin({ headers: headersOf(null, origin), url }, [])).toBe(true);
	});

	test('of a program without a browser is let in', () => {
		expect(isTrustedOrigin({ headers: headersOf(null, null), url }, [])).toBe(true);
	});

	test('of a sandboxed page, whose origin is null, is refused', () => {
		expect(isTrustedOrigin({ headers: headersOf('cross-site', 'null'), url }, listed)).toBe(false);
		expect(isTrustedOrigin({ headers: headersOf(null, 'null'), url }, listed)).toBe(false);
	});

	test('of another site without an origin is refused', () => {
		expect(isTrustedOrigin({ headers: headersOf('cross-site', null), url }, listed)).toBe(false);
		expect(isTrustedOrigin({ headers: headersOf('same-site', null), url }, listed)).toBe(false);
	});

	test('is judged by the request itself', () => {
		const request = new Request(url, { method: 'POST' });
		expect(isTrustedOrigin(request, [])).toBe(true);
	});
});

test('exactly GET, HEAD and OPTIONS are safe', () => {
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
])('a %s with Upgrade: %s opens a WebSocket: %s', (method, upgrade, opens) => {
	expect(isWebSocketUpgrade(method, upgrade)).toBe(opens);
});
