import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourlyKey, stateKey } from '../../../src/core/http/state-key';

const anyAge = fc.record({
	version: fc.nat({ max: 12 }),
	epoch: fc.option(fc.nat({ max: 12 }), { nil: undefined }),
});

test('two states have the same key only if epoch and version are the same', () => {
	fc.assert(
		fc.property(anyAge, anyAge, (one, other) => {
			const isSame = one.version === other.version && one.epoch === other.epoch;
			expect(stateKey(one) === stateKey(other)).toBe(isSame);
		}),
		{ numRuns: 2000 },
	);
});

test('the key of what the first edition stored is the version, as its entity tags were', () => {
	expect(stateKey({ version: 12 })).toBe('12');
});

const hour = 3_600_000;

test('what is shown with charts has one key within an hour, and another in the next', () => {
	fc.assert(
		fc.property(
			anyAge,
			fc.nat(500_000),
			fc.nat(hour - 1),
			fc.nat(hour - 1),
			(age, at, one, other) => {
				const key = hourlyKey(age, at * hour + one);
				expect(hourlyKey(age, at * hour + other)).toBe(key);
				expect(hourlyKey(age, (at + 1) * hour + other)).not.toBe(key);
			},
		),
	);
});

test('within an hour, what is shown with charts differs as the states do', () => {
	fc.assert(
		fc.property(anyAge, anyAge, (one, other) => {
			const isSame = stateKey(one) === stateKey(other);
			expect(hourlyKey(one, 0) === hourlyKey(other, 0)).toBe(isSame);
		}),
	);
});
