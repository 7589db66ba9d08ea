import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeSum } from '../../src/core/safe-sum';

test('a sum is exact, or there is none', () => {
	fc.assert(
		fc.property(fc.array(fc.maxSafeInteger()), (values) => {
			const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);
			const isSafe =
				exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= BigInt(Number.MIN_SAFE_INTEGER);
			expect(safeSum(values)).toBe(isSafe ? Number(exact) : undefined);
		}),
	);
});

test('a sum may leave the safe integers on the way', () => {
	const { MAX_SAFE_INTEGER } = Number;
	expect(safeSum([MAX_SAFE_INTEGER, MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER])).toBe(MAX_SAFE_INTEGER);
	expect(safeSum([MAX_SAFE_INTEGER, 1])).toBeUndefined();
	expect(safeSum([])).toBe(0);
});
