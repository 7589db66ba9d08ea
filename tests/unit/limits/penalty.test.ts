import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	type Penalty,
	type PenaltyPolicy,
	penaltyWait,
	remembered,
	strike,
} from '../../../src/core/limits/penalty';

/** The penalties of the contract: 0.5 s doubling to 30 s, forgotten after a quiet minute. */
const contract: PenaltyPolicy = { penalty: 500, penaltyCap: 30_000, penaltyMemory: 60_000 };
const start = 1_700_000_000_000;

test('the wait doubles from 0.5 s up to 30 s', () => {
	const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((strikes) => penaltyWait(strikes, contract));
	expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('the wait never falls and never passes the cap, however often the client is refused', () => {
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

test('each refusal in a row counts one more strike', () => {
	let record: Penalty | undefined;
	for (let strikes = 1; strikes <= 20; strikes++) {
		record = strike(record, start, 0, contract);
		expect(record.strikes).toBe(strikes);
		expect(record.until).toBe(start + penaltyWait(strikes, contract));
	}
});

test('a client that has to wait longer anyhow waits that long', () => {
	fc.assert(
		fc.property(fc.nat({ max: 100_000 }), fc.nat({ max: 10 }), (atLeast, strikes) => {
			const before = { strikes, until: start - 1, forgetAt: start + 1 };
			const { until } = strike(before, start, atLeast, contract);
			expect(until - start).toBe(Math.max(atLeast, penaltyWait(strikes + 1, contract)));
		}),
	);
});

test('a record is forgotten a minute after its wait', () => {
	fc.assert(
		fc.property(fc.nat({ max: 20 }), fc.nat({ max: 1000 }), (strikes, atLeast) => {
			const before = { strikes, until: start - 1, forgetAt: start + 1 };
			const { until, forgetAt } = strike(before, start, atLeast, contract);
			expect(forgetAt).toBe(until + 60_000);
		}),
	);
});

test('the record before stays as it was', () => {
	const before: Penalty = Object.freeze({ strikes: 3, until: start - 1, forgetAt: start + 1 });
	expect(strike(before, start, 0, contract)).not.toBe(before);
	expect(before).toEqual({ strikes: 3, until: start - 1, forgetAt: start + 1 });
});

describe('what is still known of a record', () => {
	const record: Penalty = { strikes: 3, until: start + 2000, forgetAt: start + 62_000 };

	test('is the very same record until its minute is over', () => {
		for (const now of [start, start + 2000, start + 61_999]) {
			expect(remembered(record, now, 30_000, contract)).toBe(record);
		}
		expect(remembered(record, start + 62_000, 30_000, contract)).toBeUndefined();
		expect(remembered(undefined, start, 30_000, contract)).toBeUndefined();
	});

	test('has no longer wait than one that begins now, should the clock have gone back', () => {
		fc.assert(
			fc.property(fc.nat({ max: 10 ** 12 }), fc.nat({ max: 60_000 }), (step, atMost) => {
				const now = start - step;
				const known = remembered(record, now, atMost, contract);
				expect(known?.strikes).toBe(3);
				expect(known?.until).toBe(Math.min(record.until, now + atMost));
				expect((known?.forgetAt ?? 0) - (known?.until ?? 0)).toBe(60_000);
			}),
		);
	});
});
