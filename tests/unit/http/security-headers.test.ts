import { describe, expect, test } from 'vitest';
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

const policies = { page: pagePolicy.join('; '), data: dataPolicy };

test('the fields of the contract are there', () => {
	const headers = new Headers(securityHeaders);
	expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
	expect(headers.get('Referrer-Policy')).toBe('strict-origin-when-cross-origin');
	expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
	expect(headers.get('Permissions-Policy')).toMatch(/^[a-z-]+=\(\)(?:, [a-z-]+=\(\))*$/);
	const [, age] = /^max-age=(\d+)\b/.exec(headers.get('Strict-Transport-Security') ?? '') ?? [];
	expect(Number(age)).toBeGreaterThanOrEqual(365 * 24 * 60 * 60);
});

test('the policy has a field of its own, since it depends on the response', () => {
	expect(policyField).toBe('Content-Security-Policy');
	expect(securityHeaders).not.toHaveProperty(policyField);
});

describe.each(Object.entries(policies))('the policy of a %s', (_, policy) => {
	test('states every directive once', () => {
		expect(directives(policy).size).toBe(policy.split(';').length);
	});

	test('allows nothing that it does not name', () => {
		expect(directives(policy).get('default-src')).toEqual(["'none'"]);
		expect(directives(policy).get('base-uri')).toEqual(["'none'"]);
	});

	test('lets nobody frame the response', () => {
		expect(directives(policy).get('frame-ancestors')).toEqual(["'none'"]);
	});

	test('names no source but this site: no inline code, no eval, no wildcard, no scheme', () => {
		const sources = [...directives(policy).values()].flat();
		expect(sources.filter((source) => source !== "'none'" && source !== "'self'")).toEqual([]);
	});
});

test('a page may call this site and send forms to it', () => {
	const page = directives(policies.page);
	expect(page.get('connect-src')).toEqual(["'self'"]);
	expect(page.get('form-action')).toEqual(["'self'"]);
});

test('scripts and styles are left to the hashes of each page', () => {
	expect([...directives(policies.page).keys()]).not.toEqual(
		expect.arrayContaining([expect.stringMatching(/^(?:script|style)-src/)]),
	);
});

describe('the file of headers for what is served from disk', () => {
	/** Rules by path, as Cloudflare Pages reads them: fields are indented under their path. */
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

	test('gives every file the same fields as the server does, and a policy', () => {
		const everywhere = rules.get('/*');
		for (const [field, value] of Object.entries(securityHeaders)) {
			expect(everywhere?.get(field)).toBe(value);
		}
		expect(everywhere?.get(policyField)).toBe(dataPolicy);
	});

	test('lets only hashed files be kept for good', () => {
		const kept = [...rules].filter(([, headers]) => headers.has('Cache-Control'));
		expect(kept.map(([path]) => path)).toEqual(['/_astro/*']);
		expect(rules.get('/_astro/*')?.get('Cache-Control')).toContain('immutable');
	});

	test('keeps within the limits of Pages: 100 rules, 2,000 characters a line', () => {
		expect(rules.size).toBeLessThanOrEqual(100);
		for (const line of headersFile().split('\n')) expect(line.length).toBeLessThanOrEqual(2000);
	});
});
