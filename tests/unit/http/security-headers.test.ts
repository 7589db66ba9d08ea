import { expect, test } from 'vitest';
import {
	dataPolicy,
	defaultCaching,
	headersFile,
	originHeaders,
	pagePolicy,
	policyField,
	securityHeaders,
	transportSecurity,
} from '../../../src/core/http/security-headers';

/** The directives of a policy by name. */
function directives(policy: string): Map<string, readonly string[]> {
	const parts = policy.split(';').map((part) => part.trim().split(/\s+/));
	return new Map(parts.map(([name = '', ...sources]) => [name, sources]));
}

const policyOfPages = pagePolicy.join('; ');
const policies = [
	['pages', policyOfPages],
	['data', dataPolicy],
] as const;

test('the security headers have the fields of the contract', () => {
	const headers = new Headers(securityHeaders);
	expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
	expect(headers.get('Referrer-Policy')).toBe('strict-origin-when-cross-origin');
	expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
	expect(headers.get('Permissions-Policy')).toMatch(/^[a-z-]+=\(\)(?:, [a-z-]+=\(\))*$/);
});

test('the security headers have no policy, since it depends on the response', () => {
	expect(policyField).toBe('Content-Security-Policy');
	expect(securityHeaders).not.toHaveProperty(policyField);
});

test.each(policies)('the policy of %s has every directive once', (_, policy) => {
	expect(directives(policy).size).toBe(policy.split(';').length);
});

test.each(policies)('the policy of %s allows nothing by default', (_, policy) => {
	expect(directives(policy).get('default-src')).toEqual(["'none'"]);
	expect(directives(policy).get('base-uri')).toEqual(["'none'"]);
});

test.each(policies)('the policy of %s allows no frame', (_, policy) => {
	expect(directives(policy).get('frame-ancestors')).toEqual(["'none'"]);
});

test.each(policies)('the policy of %s allows no source but this site', (_, policy) => {
	const sources = [...directives(policy).values()].flat();
	expect(sources.filter((source) => source !== "'none'" && source !== "'self'")).toEqual([]);
});

test('the policy of pages allows requests and forms to this site', () => {
	const page = directives(policyOfPages);
	expect(page.get('connect-src')).toEqual(["'self'"]);
	expect(page.get('form-action')).toEqual(["'self'"]);
});

test('the policy of pages leaves scripts and styles to the hashes of each page', () => {
	expect([...directives(policyOfPages).keys()]).not.toEqual(
		expect.arrayContaining([expect.stringMatching(/^(?:script|style)-src/)]),
	);
});

const site = 'https://counters.example';
const style = "'sha256-AAAA'";

test('TLS is asked for over TLS alone, for a year and not for subdomains', () => {
	const field = 'Strict-Transport-Security';
	expect(originHeaders('http://localhost:8788', '')).not.toHaveProperty(field);
	expect(originHeaders(site, '')).toEqual({ [field]: 'max-age=31536000' });
	expect(transportSecurity[field]).not.toContain('includeSubDomains');
});

test('only another origin than the one of the site is not to be indexed', () => {
	const tagOf = (origin: string, of: string) => originHeaders(origin, of)['X-Robots-Tag'];
	expect(tagOf(site, site)).toBeUndefined();
	expect(tagOf('https://anything.example', '')).toBeUndefined();
	for (const other of [
		'https://counters.pages.dev',
		'https://www.counters.example',
		'http://counters.example',
		'https://counters.example:8443',
	]) {
		expect(tagOf(other, site), other).toBe('noindex');
	}
});

test.each([
	[200, true, 'no-cache'],
	[200, false, 'no-store'],
	[303, false, 'no-store'],
	[404, true, 'no-store'],
	[503, true, 'no-store'],
] as const)(
	'a response of status %i (page: %s) is %s if it says nothing else',
	(status, isPage, expected) => {
		expect(defaultCaching(status, isPage)).toBe(expected);
	},
);

interface Rule {
	readonly set: Headers;
	readonly removed: readonly string[];
}

/** The rules of the `_headers` file by path: fields are indented under their path. */
function headersRules(siteOrigin = ''): Map<string, Rule> {
	const rules = new Map<string, Rule>();
	for (const block of headersFile(siteOrigin, style).trimEnd().split('\n\n')) {
		const [path = '', ...lines] = block.split('\n');
		const set = new Headers();
		for (const line of lines) {
			expect(line).toMatch(/^ {2}(?:! [A-Za-z-]+|[A-Za-z-]+: \S.*)$/);
			const [, name, value] = /^ {2}([A-Za-z-]+): (.*)$/.exec(line) ?? [];
			if (name !== undefined) set.append(name, value ?? '');
		}
		rules.set(path, { set, removed: lines.flatMap((line) => /! (.+)/.exec(line)?.[1] ?? []) });
	}
	return rules;
}

test('the _headers file gives every file the security headers, a policy and a way to be cached', () => {
	const everywhere = headersRules().get('/*')?.set;
	for (const [field, value] of Object.entries({ ...securityHeaders, ...transportSecurity })) {
		expect(everywhere?.get(field)).toBe(value);
	}
	const policy = directives(everywhere?.get(policyField) ?? '');
	for (const [name, sources] of directives(dataPolicy)) expect(policy.get(name)).toEqual(sources);
	expect(policy.get('style-src')).toEqual([style]);
	expect(policy.get('img-src')).toEqual(["'self'"]);
	expect(everywhere?.get('Cache-Control')).toBe('no-cache');
});

test('the _headers file lets only hashed files be cached forever, and no field be there twice', () => {
	const rules = [...headersRules(site)];
	const forever = rules.filter(([, { set }]) => set.get('Cache-Control')?.includes('immutable'));
	expect(forever.map(([path]) => path)).toEqual(['/_astro/*']);
	const everywhere = rules[0]?.[1].set ?? new Headers();
	for (const [path, { set, removed }] of rules.slice(1)) {
		const again = [...set.keys()].filter((field) => everywhere.has(field));
		expect(
			removed.map((field) => field.toLowerCase()),
			path,
		).toEqual(again);
	}
});

test('the _headers file keeps the hosts of Pages out of search engines if the site has another', () => {
	const hosts = (siteOrigin: string) =>
		[...headersRules(siteOrigin)]
			.filter(([, { set }]) => set.get('X-Robots-Tag') === 'noindex')
			.map(([path]) => path);
	expect(hosts('')).toEqual([]);
	expect(hosts(site)).toEqual([
		'https://:project.pages.dev/*',
		'https://:deployment.:project.pages.dev/*',
	]);
	expect(hosts('https://mine.pages.dev')).toEqual(['https://:deployment.mine.pages.dev/*']);
});

test('the _headers file is within the limits of Pages: 100 rules, 2,000 characters a line', () => {
	expect(headersRules(site).size).toBeLessThanOrEqual(100);
	for (const line of headersFile(site, style).split('\n'))
		expect(line.length).toBeLessThanOrEqual(2000);
});
