import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	counterApi,
	counterPage,
	formFields,
	mediaTypes,
	originOf,
	problemDocument,
	problemPage,
	retryAfterHeader,
} from '../../../src/core/contract/api';
import { type ProblemSlug, problems } from '../../../src/core/contract/problem';

const slugs = fc.constantFrom(...(Object.keys(problems) as ProblemSlug[]));
const requestId = '0b9d3c1e-7c52-4f4e-9d0e-1f7a3b5c6d7e';

test('addresses are those of the contract', () => {
	expect(counterApi('visits', 'value')).toBe('/api/visits/value');
	expect(counterApi('visits', 'increment')).toBe('/api/visits/increment');
	expect(counterApi('visits', 'decrement')).toBe('/api/visits/decrement');
	expect(counterPage('visits')).toBe('/counters/visits');
	expect(problemPage('rate-limited')).toBe('/problems/rate-limited');
});

test('the origin of a request is that of its address', () => {
	const ports = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
	fc.assert(
		fc.property(
			fc.constantFrom('http', 'https'),
			fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom('a', 'localhost', '[::1]')),
			ports,
			fc.webPath(),
			fc.option(fc.webQueryParameters(), { nil: undefined }),
			(scheme, host, port, path, query) => {
				// As the runtime gives it: normalized, and with a path.
				const { href, origin } = new URL(
					`${scheme}://${host}${port === undefined ? '' : `:${port}`}/${path}${query === undefined ? '' : `?${query}`}`,
				);
				expect(originOf(href)).toBe(origin);
			},
		),
	);
});

test('fields and media types are those of the contract', () => {
	expect(formFields).toEqual({ amount: 'amount', returnTo: 'return' });
	expect(mediaTypes).toEqual({
		json: 'application/json',
		problem: 'application/problem+json',
		form: 'application/x-www-form-urlencoded',
		html: 'text/html',
		svg: 'image/svg+xml',
		text: 'text/plain; charset=utf-8',
		xml: 'application/xml',
	});
});

describe('Retry-After', () => {
	test.each([
		[0, '1'],
		[0.001, '1'],
		[0.5, '1'],
		[1, '1'],
		[1.0001, '2'],
		[29.5, '30'],
		[30, '30'],
	])('of %d seconds is %s', (seconds, header) => {
		expect(retryAfterHeader(seconds)).toBe(header);
	});

	test('is whole seconds, rounded up', () => {
		fc.assert(
			fc.property(fc.double({ min: 0.001, max: 100_000, noNaN: true }), (seconds) => {
				const header = retryAfterHeader(seconds);
				expect(header).toMatch(/^[1-9][0-9]*$/);
				expect(Number(header)).toBeGreaterThanOrEqual(seconds);
				expect(Number(header)).toBeLessThan(seconds + 1);
			}),
		);
	});
});

describe('the document of a problem', () => {
	const origin = 'https://site.example';

	test('has the members of RFC 9457, and the title once more as error', () => {
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

	test('names itself by a URI that is the request id', () => {
		const { instance } = problemDocument({ problem: 'internal' }, origin, requestId);
		expect(new URL(instance).href).toBe(`urn:uuid:${requestId}`);
	});

	test('says what was wrong with this very request, if there is more to say', () => {
		fc.assert(
			fc.property(slugs, fc.string({ minLength: 1 }), (problem, detail) => {
				const document = problemDocument({ problem, detail }, origin, requestId);
				expect(document.detail).toBe(detail);
				expect(document.title).toBe(problems[problem].title);
			}),
		);
	});

	test('says when to try again exactly if that is known', () => {
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
});
