import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	isReset,
	platformFailure,
	retryDelay,
	untilQuotaReset,
} from '../../../src/core/objects/platform-failure';

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

/** What workerd 1.20261109 throws at the caller of a method that the object's class lacks. */
const missing = 'The RPC receiver does not implement the method "inspect".';

test('a method that the object does not have is outdated, and only that', () => {
	const remote = { remote: true };
	expect(platformFailure(Object.assign(new TypeError(missing), remote))).toBe('outdated');
	const noFetch = new Error('Handler does not export a fetch() function.');
	expect(platformFailure(Object.assign(noFetch, remote))).toBe('outdated');
	for (const bug of [
		new TypeError(missing),
		Object.assign(new Error(missing), remote),
		Object.assign(new TypeError('this.inspect is not a function'), remote),
		Object.assign(new TypeError(`${missing} Or so.`), remote),
	]) {
		expect(platformFailure(bug)).not.toBe('outdated');
	}
});

const quotas = ['volume of requests', 'rows written', 'rows read', 'duration'];
const marks = [{}, { remote: true }, { remote: true, retryable: true }, { overloaded: true }];
test.each(quotas)(
	'the error of a used up quota of %s is exhausted, whatever its marks',
	(quota) => {
		const message = `Exceeded allowed ${quota} in Durable Objects free tier.`;
		for (const mark of marks) {
			expect(platformFailure(Object.assign(new Error(message), mark))).toBe('exhausted');
			const wrapped = new Error(`SqlError: SQL query failed: ${message}`);
			expect(platformFailure(Object.assign(wrapped, mark))).toBe('exhausted');
		}
	},
);

test('the error of a reached spending limit is capped', () => {
	const error = new Error("Exceeded the account's spending cap for Durable Objects");
	expect(platformFailure(Object.assign(error, { remote: true }))).toBe('capped');
});

test('an error that says only a part of what a quota error says is none', () => {
	for (const message of [
		'Exceeded allowed rows written.',
		'Exceeded allowed rows written in D1 free tier.',
		'The Durable Objects free tier is fine.',
		'Exceeded the limits of Durable Objects.',
	]) {
		expect(platformFailure(Object.assign(new Error(message), { remote: true }))).toBeUndefined();
	}
	const bug = new TypeError('Exceeded allowed rows in Durable Objects free tier.');
	expect(platformFailure(Object.assign(bug, { remote: true }))).toBeUndefined();
});

test('a quota starts anew at the next 00:00 UTC, at most a day from now', () => {
	expect(untilQuotaReset(Date.UTC(2026, 10, 26, 18, 30))).toBe(5.5 * 3600);
	expect(untilQuotaReset(Date.UTC(2026, 10, 26))).toBe(86_400);
	fc.assert(
		fc.property(fc.integer({ min: -(2 ** 42), max: 2 ** 42 }), (now) => {
			const wait = untilQuotaReset(now);
			expect(wait).toBeGreaterThan(0);
			expect(wait).toBeLessThanOrEqual(86_400);
			expect(new Date(now + wait * 1000).toISOString()).toMatch(/T00:00:00\.000Z$/);
		}),
	);
});
