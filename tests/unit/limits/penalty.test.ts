import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	type Penalty,
	type PenaltyPolicy,
	penaltyWait,
	activePenalty,
	strike,
} from '../../../src/core/limits/penalty';

/** The penalties of the contract: 0.5 s doubling to 30 s, and a memory of one minute. */
const contract: PenaltyPolicy = { penalty: 500, penaltyCap: 30_000, penaltyMemory: 60_000 };
const start = 1_700_000_000_000;

test('the wait doubles with each strike from 0.5 s to 30 s', () => {
	const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((strikes) => penaltyWait(strikes, contract));
	expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('the wait doubles with each strike and never exceeds the cap', () => {
	const policies = fc.record({
		penalty: fc.integer({ min: 1, max: 1000 }),
		penaltyCap: fc.integer({ min: 1000, max: 100_000 }),
		penaltyMemory: fc.nat({ max: 100_000 }),
	});
	fc.assert(
		fc.property(policies, fc.integer({ min: 1, max: 5000 }), (policy, strikes) => {
			const wait = penaltyWait(strikes, policy);
			expect(wait).toBeLessThanOrEqual(policy.penaltyCap);
			expect(penaltyWait(strikes + 1, policy)).toBe(Math.min(2 * wait, policy.penaltyCap));
		}),
	);
});

test('each refusal adds one strike', () => {
	let record: Penalty | undefined;
	for (let strikes = 1; strikes <= 20; strikes++) {
		record = strike(record, start, 0, contract);
		expect(record.strikes).toBe(strikes);
		expect(record.until).toBe(start + penaltyWait(strikes, contract));
	}
});

test('the wait of a penalty is at least the wait of the budget', () => {
	fc.assert(
		fc.property(fc.nat({ max: 100_000 }), fc.nat({ max: 10 }), (atLeast, strikes) => {
			const before = { strikes, until: start - 1, forgetAt: start + 1 };
			const { until } = strike(before, start, atLeast, contract);
			expect(until - start).toBe(Math.max(atLeast, penaltyWait(strikes + 1, contract)));
		}),
	);
});

test('a penalty expires one minute after its wait', () => {
	fc.assert(
		fc.property(fc.nat({ max: 20 }), fc.nat({ max: 1000 }), (strikes, atLeast) => {
			const before = { strikes, until: start - 1, forgetAt: start + 1 };
			const { until, forgetAt } = strike(before, start, atLeast, contract);
			expect(forgetAt).toBe(until + 60_000);
		}),
	);
});

test('strike does not change the penalty before', () => {
	const before: Penalty = Object.freeze({ strikes: 3, until: start - 1, forgetAt: start + 1 });
	expect(strike(before, start, 0, contract)).not.toBe(before);
	expect(before).toEqual({ strikes: 3, until: start - 1, forgetAt: start + 1 });
});

/** A penalty with 2 s of its wait left. */
const current: Penalty = { strikes: 3, until: start + 2000, forgetAt: start + 62_000 };

test('a penalty is the same object until it expires', () => {
	for (const now of [start, start + 2000, start + 61_999]) {
		expect(activePenalty(current, now, 30_000, contract)).toBe(current);
	}
	expect(activePenalty(current, start + 62_000, 30_000, contract)).toBeUndefined();
	expect(activePenalty(undefined, start, 30_000, contract)).toBeUndefined();
});

test('after the clock went back, a penalty has no longer wait than one that begins now', () => {
	fc.assert(
		fc.property(fc.nat({ max: 10 ** 12 }), fc.nat({ max: 60_000 }), (step, atMost) => {
			const now = start - step;
			const known = activePenalty(current, now, atMost, contract);
			expect(known?.strikes).toBe(3);
			expect(known?.until).toBe(Math.min(current.until, now + atMost));
			expect((known?.forgetAt ?? 0) - (known?.until ?? 0)).toBe(60_000);
		}),
	);
});
