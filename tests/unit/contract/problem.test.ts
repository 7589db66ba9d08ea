import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblem, parseProblemSlug, problems } from '../../../src/core/contract/problem';

/** The table of the contract. */
const statuses = {
	'invalid-name': 400,
	'invalid-body': 400,
	'invalid-key': 400,
	'cross-site': 403,
	'not-found': 404,
	'method-not-allowed': 405,
	'out-of-range': 409,
	'body-too-large': 413,
	'unsupported-media-type': 415,
	'invalid-amount': 422,
	'key-reused': 422,
	'upgrade-required': 426,
	'rate-limited': 429,
	internal: 500,
	unavailable: 503,
};

describe('the catalogue', () => {
	test('has exactly the problems of the contract, each with its status', () => {
		const actual = Object.entries(problems).map(([slug, { status }]) => [slug, status]);
		expect(Object.fromEntries(actual)).toEqual(statuses);
	});

	test('has a title of its own for each problem', () => {
		const titles = Object.values(problems).map(({ title }) => title);
		expect(new Set(titles).size).toBe(titles.length);
	});

	test.each(Object.entries(problems))('explains %s', (slug, { title, explanation }) => {
		expect(slug).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
		expect(title).toMatch(/^[A-Z].*[^.\s]$/);
		expect(title.length).toBeLessThanOrEqual(60);
		expect(explanation).toMatch(/^[A-Z0-9].+\.$/);
		expect(explanation.length).toBeGreaterThan(title.length);
	});
});

describe('a slug', () => {
	test.each(Object.keys(statuses))('is %s', (slug) => {
		expect(parseProblemSlug(slug)).toBe(slug);
	});

	test('is nothing else', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.anything()), (input) => {
				fc.pre(typeof input !== 'string' || !Object.keys(statuses).includes(input));
				expect(parseProblemSlug(input)).toBeUndefined();
			}),
		);
	});

	test.each([
		'toString',
		'constructor',
		'__proto__',
		'hasOwnProperty',
		'',
		'Internal',
		'internal ',
		undefined,
		null,
		['internal'],
	])('is not %j', (input) => {
		expect(parseProblemSlug(input)).toBeUndefined();
	});
});

test('a failure is told from a success', () => {
	expect(isProblem({ problem: 'internal' })).toBe(true);
	expect(isProblem({ problem: 'rate-limited', retryAfter: 1, headers: {} })).toBe(true);
	for (const success of [undefined, null, 0, '', 'problem', {}, { value: 3 }, { headers: {} }]) {
		expect(isProblem(success)).toBe(false);
	}
});
