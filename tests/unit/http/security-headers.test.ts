import { expect, test } from 'vitest';
import {
	dataPolicy,
	headersFile,
	pagePolicy,
	policyField,
	securityHeaders,
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
	const [, age] = /^max-age=(\d+)\b/.exec(headers.get('Strict-Transport-Security') ?? '') ?? [];
	expect(Number(age)).toBeGreaterThanOrEqual(365 * 24 * 60 * 60);
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

/** The rules of the `_headers` file by path: fields are indented under their path. */
function headersRules(): Map<string, Headers> {
	const rules = new Map<string, Headers>();
	for (const block of headersFile().trimEnd().split('\n\n')) {
		const [path = '', ...fields] = block.split('\n');
		const headers = new Headers();
		for (const field of fields) {
			const [name = '', ...value] = field.split(':');
			headers.set(name.trim(), value.join(':').trim());
			expect(field).toMatch(/^ +[A-Za-z-]+: \S/);
		}
		rules.set(path, headers);
	}
	return rules;
}

test('the _headers file gives every file the security headers and a policy', () => {
	const everywhere = headersRules().get('/*');
	for (const [field, value] of Object.entries(securityHeaders)) {
		expect(everywhere?.get(field)).toBe(value);
	}
	expect(everywhere?.get(policyField)).toBe(dataPolicy);
});

test('the _headers file lets only hashed files be cached forever', () => {
	const rules = headersRules();
	const kept = [...rules].filter(([, headers]) => headers.has('Cache-Control'));
	expect(kept.map(([path]) => path)).toEqual(['/_astro/*']);
	expect(rules.get('/_astro/*')?.get('Cache-Control')).toContain('immutable');
});

test('the _headers file is within the limits of Pages: 100 rules, 2,000 characters a line', () => {
	expect(headersRules().size).toBeLessThanOrEqual(100);
	for (const line of headersFile().split('\n')) expect(line.length).toBeLessThanOrEqual(2000);
});
