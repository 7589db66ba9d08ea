import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit, type LimiterState, newClient, peek } from '../../../src/core/limits/limiter';
import { cellShares, type GaugeReading, levelAt } from '../../../src/islands/demos/gauge-level';
import { contract as policy } from '../../policy';

/** What GET /api/limit would say of a client. */
function read(state: LimiterState, now: number): GaugeReading {
	const { remaining, wait, penalty } = peek(state, now, policy);
	const budget = {
		remaining,
		burst: policy.burst,
		interval: policy.interval / 1000,
		penalty: penalty / 1000,
		retryAfter: wait / 1000,
	};
	return { budget, at: now, spent: 0 };
}

function after(writes: number, now: number): LimiterState {
	let state = newClient;
	for (let write = 0; write < writes; write++) state = admit(state, now, policy).state;
	return state;
}

test('a client that has not written for long has the whole budget, and never more', () => {
	const reading = read(newClient, 1000);
	expect([levelAt(reading, 1000), levelAt(reading, 1e9)]).toEqual([10, 10]);
});

test('each write that was sent takes one at once', () => {
	const reading = read(newClient, 1000);
	expect(levelAt({ ...reading, spent: 3 }, 1000)).toBe(7);
	expect(levelAt({ ...reading, spent: 30 }, 1000)).toBe(0);
});

test('what is drawn between two readings is what a reading would say, to less than one write', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 10 }),
			fc.nat(8000),
			fc.nat(8000),
			(writes, rest, wait) => {
				const state = after(writes, 1000);
				const reading = read(state, 1000 + rest);
				const later = 1000 + rest + wait;
				const said = peek(state, later, policy).remaining;
				const drawn = levelAt(reading, later);
				expect(drawn).toBeGreaterThan(said - 1);
				expect(drawn).toBeLessThan(said + 1.000001);
			},
		),
	);
});

test('nothing whole is left during a penalty, and one write is there when it ends', () => {
	const state = after(11, 1000);
	const reading = read(state, 1000);
	const { retryAfter } = reading.budget;
	expect(retryAfter).toBeGreaterThan(0);
	expect(levelAt(reading, 1000 + retryAfter * 1000 - 1)).toBeLessThan(1);
	expect(levelAt(reading, 1000 + retryAfter * 1000)).toBe(1);
});

test('the gauge has a cell for each write, filled from the first one', () => {
	expect(cellShares(10, 10)).toEqual(Array(10).fill(1));
	expect(cellShares(2.5, 4)).toEqual([1, 1, 0.5, 0]);
	expect(cellShares(0, 1)).toEqual([0]);
});

test('a large budget is drawn with few cells, filled in proportion', () => {
	for (const burst of [61, 1000, 1_000_000]) {
		const shares = cellShares(burst / 4, burst);
		expect(shares).toHaveLength(60);
		expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(15);
		expect(shares.toSorted((a, b) => b - a)).toEqual(shares);
		expect(cellShares(burst, burst).at(-1)).toBeCloseTo(1);
	}
});
