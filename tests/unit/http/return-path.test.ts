import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnPath } from '../../../src/core/http/return-path';

const sites = ['https://site.example', 'https://site.example:8443', 'http://127.0.0.1:8788'];
const write = '/api/visits/increment';
const fallback = '/counters/visits';

/** Fails unless a browser that is sent to `path` stays on the site. */
function expectOnSite(path: string, site: string): void {
	const targets = [site, site + write, `${site}/counters/a/b?c#d`].map((base) => {
		const { origin, username, password } = new URL(path, base);
		return origin + username + password;
	});
	expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
	expect(targets).toEqual([site, site, site]);
}

const attacks = [
	'//evil.example',
	'///evil.example',
	'////evil.example/',
	'/\\evil.example',
	'/\\/evil.example',
	'\\\\evil.example',
	'\\/evil.example',
	'/\t/evil.example',
	'/\n/evil.example',
	'/\r\n/evil.example',
	'\t//evil.example',
	' //evil.example',
	'\0//evil.example',
	'/\t\\evil.example',
	'/.//evil.example',
	'/..//evil.example',
	'/./\\evil.example',
	'/%2e//evil.example',
	'/%2E//evil.example',
	'/%2e%2e//evil.example',
	'/.%2e//evil.example',
	'/a/..//evil.example',
	'/a/%2e%2e//evil.example',
	'/a/b/../..//evil.example',
	'/.\t//evil.example',
	'/%2f/evil.example',
	'/%5cevil.example',
	'//evil.example/%2f..',
	'//evil.example\\@site.example',
	'//site.example@evil.example',
	'//site.example:443@evil.example',
	'//site.example.evil.example',
	'//user:pass@site.example/',
	'//site.example:444/',
	'//evil.example:80',
	'//evil%2eexample',
	'//evil。example',
	'/／evil.example',
	'https://evil.example',
	'https:evil.example',
	'https:/evil.example',
	'https:\\evil.example',
	'HTTPS://evil.example',
	'http://site.example',
	'https://site.example:444/',
	'https://user:pass@evil.example/',
	'https://site.example@evil.example/',
	'https://site.example.evil.example/',
	'javascript:alert(1)',
	'JavaScript:alert(1)',
	'java\nscript:alert(1)',
	'/javascript:alert(1)',
	'//javascript:alert(1)',
	'data:text/html,<script>alert(1)</script>',
	'vbscript:x',
	'file:///etc/passwd',
	'blob:https://site.example/uuid',
	'blob:https://evil.example/uuid',
	'about:blank',
	'view-source:https://site.example/',
	'mailto:a@site.example',
	'//',
	'///',
	'/\\',
	'//[',
	'//[::1',
	'//%',
	'http://',
	'',
	'\ud800',
	'/\ud800//evil.example',
	'/ok\r\nSet-Cookie: a=b',
	'/ok\nLocation: https://evil.example',
	'/ok\0',
];

test.each(attacks)('the return path %j stays on the site', (attack) => {
	for (const site of sites) {
		expectOnSite(returnPath(attack, null, site + write, fallback), site);
		expectOnSite(returnPath(undefined, attack, site + write, fallback), site);
		expectOnSite(returnPath(attack, attack, site + write, fallback), site);
	}
});

test('a return path of another site or of none is ignored', () => {
	const elsewhere = attacks.filter((attack) => {
		const url = URL.parse(attack, 'https://site.example');
		return url?.origin !== 'https://site.example';
	});
	expect(elsewhere.length).toBeGreaterThan(30);
	for (const attack of elsewhere) {
		expect(returnPath(attack, attack, `https://site.example${write}`, fallback)).toBe(fallback);
	}
});

test('every combination of parts of a URL stays on the site', () => {
	const parts = fc.constantFrom(
		...['/', '//', '\\', '.', '..', '%2e', '%2E', '%2f', '%5c', '@', ':', '?', '#', ';', '&'],
		...['\t', '\n', '\r', ' ', '\0', '\u00a0', '\u2028', '／', '。', '\ud800', '😀', '%', '%0a'],
		...['evil.example', 'site.example', '127.0.0.1', 'a', 'user:pass@', ':443', ':8788', '[::1]'],
		...['https:', 'http:', 'javascript:', 'data:', 'blob:', 'file:', 'https://site.example'],
	);
	const address = fc.oneof(
		fc.array(parts, { maxLength: 10 }).map((pieces) => pieces.join('')),
		fc.array(parts, { maxLength: 10 }).map((pieces) => `/${pieces.join('')}`),
		fc.array(parts, { maxLength: 6 }).map((pieces) => `https://site.example${pieces.join('')}`),
		fc.webUrl({ withQueryParameters: true, withFragments: true }),
		fc.string({ unit: 'binary', maxLength: 12 }),
	);
	fc.assert(
		fc.property(
			fc.option(address, { nil: undefined }),
			fc.option(address),
			fc.constantFrom(...sites),
			(returnTo, referer, site) => {
				expectOnSite(returnPath(returnTo, referer, site + write, fallback), site);
			},
		),
		{ numRuns: 2000 },
	);
});

const here = `https://site.example${write}`;

test.each([
	'/',
	'/#visits',
	'/counters/visits',
	'/counters/visits?a=b&c=%2F#d',
	'/a/b//c',
	'/?x=//evil.example',
])('the return path %j of a form is used before the referrer', (path) => {
	expect(returnPath(path, 'https://site.example/from', here, fallback)).toBe(path);
});

test('the return path of a form is resolved as a browser does', () => {
	expect(returnPath('/a/../b c/ä', null, here, fallback)).toBe('/b%20c/%C3%A4');
});

test.each(['counters/visits', '?a', '#a', 'https://site.example/', '//evil.example/', ''])(
	'the return path %j is no path on this site, so the referrer is used',
	(returnTo) => {
		expect(returnPath(returnTo, 'https://site.example/from', here, fallback)).toBe('/from');
	},
);

const otherPort = `https://site.example:8443${write}`;

test('a referrer on this site is used with its query and fragment', () => {
	const referer = 'https://site.example:8443/counters/visits?a=b#c';
	expect(returnPath(undefined, referer, otherPort, fallback)).toBe('/counters/visits?a=b#c');
});

test.each([
	'https://site.example/',
	'http://site.example:8443/',
	'https://sub.site.example:8443/',
	'https://evil.example/counters/visits',
	'about:blank',
])('the referrer %j is on another site, so the fallback is used', (referer) => {
	expect(returnPath(undefined, referer, otherPort, fallback)).toBe(fallback);
});

test('without a return path and a referrer the fallback is used', () => {
	expect(returnPath(undefined, null, otherPort, fallback)).toBe(fallback);
});
