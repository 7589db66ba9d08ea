import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	formFields,
	originOf,
	problemDocument,
	retryAfterHeader,
} from '../../../src/core/contract/api';
import { counterApi, counterPage, problemPage } from '../../../src/core/contract/paths';
import { mediaTypes } from '../../../src/core/http/media-types';
import { type ProblemSlug, problems } from '../../../src/core/contract/problem';

const slugs = fc.constantFrom(...(Object.keys(problems) as ProblemSlug[]));
const requestId = '0b9d3c1e-7c52-4f4e-9d0e-1f7a3b5c6d7e';
const origin = 'https://site.example';

test('paths of counters and problems are those of the contract', () => {
	expect(counterApi('visits', 'value')).toBe('/api/visits/value');
	expect(counterApi('visits', 'increment')).toBe('/api/visits/increment');
	expect(counterApi('visits', 'decrement')).toBe('/api/visits/decrement');
	expect(counterPage('visits')).toBe('/counters/visits');
	expect(problemPage('rate-limited')).toBe('/problems/rate-limited');
});

test('originOf returns the origin of a URL', () => {
	const ports = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
	fc.assert(
		fc.property(
			fc.constantFrom('http', 'https'),
			fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom('a', 'localhost', '[::1]')),
			ports,
			fc.webPath(),
			fc.option(fc.webQueryParameters(), { nil: undefined }),
			(scheme, host, port, path, query) => {
				// The runtime gives every request a normalized URL with a path.
				const { href, origin } = new URL(
					`${scheme}://${host}${port === undefined ? '' : `:${port}`}/${path}${query === undefined ? '' : `?${query}`}`,
				);
				expect(originOf(href)).toBe(origin);
			},
		),
	);
});

test('form fields and media types are those of the contract', () => {
	expect(formFields).toEqual({ amount: 'amount', returnTo: 'return' });
	expect(mediaTypes).toEqual({
		events: 'text/event-stream',
		json: 'application/json',
		problem: 'application/problem+json',
		form: 'application/x-www-form-urlencoded',
		html: 'text/html',
		csv: 'text/csv; charset=utf-8; header=present',
		linkset: 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
		markdown: 'text/markdown; charset=utf-8',
		svg: 'image/svg+xml',
		text: 'text/plain; charset=utf-8',
		xml: 'application/xml',
	});
});

test.each([
	[0, '1'],
	[0.001, '1'],
	[0.5, '1'],
	[1, '1'],
	[1.0001, '2'],
	[29.5, '30'],
	[30, '30'],
])('Retry-After for %d seconds is %s', (seconds, header) => {
	expect(retryAfterHeader(seconds)).toBe(header);
});

test('Retry-After is in whole seconds, rounded up, and at least 1', () => {
	fc.assert(
		fc.property(fc.double({ min: 0.001, max: 100_000, noNaN: true }), (seconds) => {
			const header = retryAfterHeader(seconds);
			expect(header).toMatch(/^[1-9][0-9]*$/);
			expect(Number(header)).toBeGreaterThanOrEqual(seconds);
			expect(Number(header)).toBeLessThan(seconds + 1);
		}),
	);
});

test('a problem document has the members of RFC 9457, and its title as error', () => {
	fc.assert(
		fc.property(slugs, (problem) => {
			const document = problemDocument({ problem }, origin, requestId);
			expect(document).toEqual({
				type: `${origin}/problems/${problem}`,
				title: problems[problem].title,
				status: problems[problem].status,
				detail: expect.any(String),
				instance: expect.stringContaining(requestId),
				error: document.title,
			});
			expect(document.detail).not.toBe('');
			expect(JSON.parse(JSON.stringify(document))).toEqual(document);
		}),
	);
});

test('the instance of a problem document is the request id as a URN', () => {
	const { instance } = problemDocument({ problem: 'internal' }, origin, requestId);
	expect(new URL(instance).href).toBe(`urn:uuid:${requestId}`);
});

test('a problem document has the detail of the problem', () => {
	fc.assert(
		fc.property(slugs, fc.string({ minLength: 1 }), (problem, detail) => {
			const document = problemDocument({ problem, detail }, origin, requestId);
			expect(document.detail).toBe(detail);
			expect(document.title).toBe(problems[problem].title);
		}),
	);
});

test('a problem document has retryAfter exactly if the problem has it', () => {
	const retryable = problemDocument(
		{ problem: 'rate-limited', retryAfter: 0.5 },
		origin,
		requestId,
	);
	expect(retryable.retryAfter).toBe(0.5);
	const never = problemDocument({ problem: 'not-found' }, origin, requestId);
	expect(never).not.toHaveProperty('retryAfter');
	const now = problemDocument({ problem: 'unavailable', retryAfter: 0 }, origin, requestId);
	expect(now.retryAfter).toBe(0);
});
