import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isProblem, parseProblemSlug, problems } from '../../../src/core/contract/problem';

/** The table of the contract. */
const statuses = {
	'invalid-name': 400,
	'invalid-body': 400,
	'invalid-query': 400,
	'invalid-key': 400,
	unauthorized: 401,
	'cross-site': 403,
	forbidden: 403,
	'not-found': 404,
	'method-not-allowed': 405,
	'out-of-range': 409,
	'name-taken': 409,
	'precondition-failed': 412,
	'body-too-large': 413,
	'unsupported-media-type': 415,
	'invalid-amount': 422,
	'invalid-field': 422,
	'key-reused': 422,
	'upgrade-required': 426,
	'rate-limited': 429,
	internal: 500,
	unavailable: 503,
};

test('the catalogue has exactly the problems of the contract, each with its status', () => {
	const actual = Object.entries(problems).map(([slug, { status }]) => [slug, status]);
	expect(Object.fromEntries(actual)).toEqual(statuses);
});

test('no two problems have the same title', () => {
	const titles = Object.values(problems).map(({ title }) => title);
	expect(new Set(titles).size).toBe(titles.length);
});

test.each(Object.entries(problems))(
	'the problem %s has a slug, a title and an explanation',
	(slug, { title, explanation }) => {
		expect(slug).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
		expect(title).toMatch(/^[A-Z].*[^.\s]$/);
		expect(title.length).toBeLessThanOrEqual(60);
		expect(explanation).toMatch(/^[A-Z0-9].+\.$/);
		expect(explanation.length).toBeGreaterThan(title.length);
	},
);

test.each(Object.keys(statuses))('parseProblemSlug accepts %s', (slug) => {
	expect(parseProblemSlug(slug)).toBe(slug);
});

test('parseProblemSlug rejects everything that is not in the catalogue', () => {
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
])('parseProblemSlug rejects %j', (input) => {
	expect(parseProblemSlug(input)).toBeUndefined();
});

test('isProblem is true of problems and of nothing else', () => {
	expect(isProblem({ problem: 'internal' })).toBe(true);
	expect(isProblem({ problem: 'rate-limited', retryAfter: 1, headers: {} })).toBe(true);
	for (const success of [undefined, null, 0, '', 'problem', {}, { value: 3 }, { headers: {} }]) {
		expect(isProblem(success)).toBe(false);
	}
});
