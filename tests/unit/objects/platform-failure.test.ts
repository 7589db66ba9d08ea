import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReset, platformFailure, retryDelay } from '../../../src/core/objects/platform-failure';

/** An error as the runtime throws it. */
function failure(marks: Readonly<Record<string, unknown>>): Error {
	return Object.assign(new Error('internal error'), marks);
}

describe('a failed call', () => {
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
	])('with the marks %j is %s', (marks, expected) => {
		expect(platformFailure(failure(marks))).toBe(expected);
	});

	test('is overloaded whatever else it is', () => {
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

	test('can be anything that is thrown', () => {
		fc.assert(
			fc.property(fc.anything(), (thrown) => {
				expect([undefined, 'overloaded', 'lost']).toContain(platformFailure(thrown));
			}),
		);
	});
});

describe('the wait before another try', () => {
	const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

	test('is below 400 ms and never negative', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 2000 }), randoms, (attempt, random) => {
				const delay = retryDelay(attempt, random);
				expect(delay).toBeGreaterThanOrEqual(0);
				expect(delay).toBeLessThan(400);
			}),
		);
	});

	test('is spread evenly from 0 to a ceiling', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 20 }), randoms, (attempt, random) => {
				const ceiling = 2 * retryDelay(attempt, 0.5);
				expect(retryDelay(attempt, random)).toBeCloseTo(random * ceiling, 9);
			}),
		);
	});

	test('has a ceiling that doubles until it is 400 ms', () => {
		const ceilings = [1, 2, 3, 4, 5, 6].map((attempt) => 2 * retryDelay(attempt, 0.5));
		expect(ceilings).toEqual([100, 200, 400, 400, 400, 400]);
	});
});

test('an error without marks is the platform’s, but for those that only wrong code throws', () => {
	expect(platformFailure(new Error('never reached'))).toBe('lost');
	expect(platformFailure(new TypeError('wrong code on this side'))).toBeUndefined();
	expect(platformFailure(new RangeError('wrong code on this side'))).toBeUndefined();
});

test('a reset is told by its mark alone', () => {
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
