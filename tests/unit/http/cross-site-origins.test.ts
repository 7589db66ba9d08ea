import { expect, test } from 'vitest';
import { isTrustedOrigin } from '../../../src/core/http/cross-site';
import { headersOf, listed } from './fetch-metadata';

/** URLs of requests, and the origins with the same host. */
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

/** The rule of the contract for each `Sec-Fetch-Site`. */
const sites = [
	{ site: null, rule: 'own host, listed or absent' },
	{ site: 'same-origin', rule: 'trusted' },
	{ site: 'none', rule: 'trusted' },
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
	trusted: () => true,
	'listed only': ({ isListed }: Origin) => isListed,
	'own host, listed or absent': ({ isListed, isOwn, isAbsent }: Origin) =>
		isListed || isOwn || isAbsent,
};

interface Origin {
	readonly isListed: boolean;
	readonly isOwn: boolean;
	readonly isAbsent: boolean;
}

test('every combination of Sec-Fetch-Site, origin and host is decided as in the contract', () => {
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
						wrong.push(`${expected ? 'refused' : 'trusted'}: ${site} ${origin} ${url}`);
					}
				}
			}
		}
	}
	console.info(`cross-site: ${combinations} combinations, ${wrong.length} wrong`);
	expect(combinations).toBeGreaterThan(500);
	expect(wrong).toEqual([]);
});
