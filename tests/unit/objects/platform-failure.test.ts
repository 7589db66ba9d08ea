import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReset, platformFailure, retryDelay } from '../../../src/core/objects/platform-failure';

/** An error as the runtime throws it. */
function failure(marks: Readonly<Record<string, unknown>>): Error {
	return Object.assign(new Error('internal error'), marks);
}

test.each([
	[{ overloaded: true }, 'overloaded'],
	[{ overloaded: true, retryable: true }, 'overloaded'],
	[{ overloaded: true, durableObjectReset: true, remote: true }, 'overloaded'],
	[{ retryable: true }, 'lost'],
	[{ retryable: true, remote: true }, 'lost'],
	[{ durableObjectReset: true }, 'lost'],
	[{ durableObjectReset: true, remote: true }, 'lost'],
	[{ remote: true }, undefined],
	[{ remote: true, retryable: false, overloaded: false }, undefined],
	[{}, 'lost'],
])('an error with the marks %j is %s', (marks, expected) => {
	expect(platformFailure(failure(marks))).toBe(expected);
});

test('an error with the mark overloaded is overloaded, whatever its other marks', () => {
	const marks = fc.record({
		retryable: fc.boolean(),
		durableObjectReset: fc.boolean(),
		remote: fc.boolean(),
	});
	fc.assert(
		fc.property(marks, (others) => {
			expect(platformFailure(failure({ ...others, overloaded: true }))).toBe('overloaded');
		}),
	);
});

test('platformFailure takes anything that is thrown', () => {
	fc.assert(
		fc.property(fc.anything(), (thrown) => {
			expect([undefined, 'overloaded', 'lost']).toContain(platformFailure(thrown));
		}),
	);
});

const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('the wait before a retry is from 0 to 400 ms', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 2000 }), randoms, (attempt, random) => {
			const delay = retryDelay(attempt, random);
			expect(delay).toBeGreaterThanOrEqual(0);
			expect(delay).toBeLessThan(400);
		}),
	);
});

test('the wait before a retry is spread evenly from 0 to its limit', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 20 }), randoms, (attempt, random) => {
			const limit = 2 * retryDelay(attempt, 0.5);
			expect(retryDelay(attempt, random)).toBeCloseTo(random * limit, 9);
		}),
	);
});

test('the limit of the wait before a retry doubles up to 400 ms', () => {
	const limits = [1, 2, 3, 4, 5, 6].map((attempt) => 2 * retryDelay(attempt, 0.5));
	expect(limits).toEqual([100, 200, 400, 400, 400, 400]);
});

test('an error without marks is a failure of the platform, except a TypeError or RangeError', () => {
	expect(platformFailure(new Error('never reached'))).toBe('lost');
	expect(platformFailure(new TypeError('a bug on this side'))).toBeUndefined();
	expect(platformFailure(new RangeError('a bug on this side'))).toBeUndefined();
});

test('isReset is true exactly of an error with the mark durableObjectReset', () => {
	const reset = Object.assign(new Error('restarted on request'), { durableObjectReset: true });
	expect(isReset(reset)).toBe(true);
	for (const other of [
		undefined,
		null,
		'durableObjectReset',
		new Error('restarted on request'),
		Object.assign(new Error('elsewhere'), { retryable: true }),
		Object.assign(new Error('too much'), { overloaded: true }),
		Object.assign(new Error('odd'), { durableObjectReset: 'true' }),
	]) {
		expect(isReset(other)).toBe(false);
	}
});
