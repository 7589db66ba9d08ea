import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	amountMax,
	amountMin,
	defaultAmount,
	parseAmount,
	parseAmountText,
} from '../../../src/core/contract/amount';

/** Every amount, listed, so that no rule is shared with the parsers. */
const amounts = new Set<unknown>(Array.from({ length: 1000 }, (_, index) => index + 1));
const amountTexts = new Set([...amounts].map(String));

const nearlyAmount = fc.oneof(
	fc.integer({ min: -10, max: 1100 }),
	fc.constantFrom(0, -0, 1, 1000, 1001, 0.5, 1.5, 999.999, 1000.0001, 1e3, 1e21),
	fc.double(),
	fc.bigInt({ min: 0n, max: 1001n }),
	fc.integer({ min: 1, max: 1000 }).map((amount) => new Number(amount)),
	fc.integer({ min: 1, max: 1000 }).map((amount) => [amount]),
	fc.integer({ min: 1, max: 1000 }).map(String),
	fc.anything(),
);

const nearlyAmountText = fc.oneof(
	fc.integer({ min: -10, max: 10_100 }).map(String),
	fc
		.tuple(
			fc.constantFrom('', '0', '+', '-', ' ', '\t', '\n', '0x', '1e', '.', '\u200b'),
			fc.integer({ min: 0, max: 1001 }),
			fc.constantFrom('', '.0', '.', 'e0', 'n', ' ', '\n', '\0', ',', '0', '\u0660'),
		)
		.map(([before, digits, after]) => `${before}${digits}${after}`),
	fc.constantFrom('٣', '３', 'Infinity', 'NaN', 'null', 'true', '', '1_000', '1,000', '0b1'),
	fc.string(),
);

test('the default amount is 1', () => {
	expect(defaultAmount).toBe(1);
	expect(parseAmount(defaultAmount)).toBe(defaultAmount);
});

test('the least amount is 1 and the greatest is 1000', () => {
	expect([amountMin, amountMax]).toEqual([1, 1000]);
});

test('every integer from 1 to 1000 is an amount, as a number and as decimal digits', () => {
	for (const amount of amounts) {
		expect(parseAmount(amount)).toBe(amount);
		expect(parseAmountText(String(amount))).toBe(amount);
	}
});

test('parseAmount accepts exactly the integers from 1 to 1000', () => {
	fc.assert(
		fc.property(nearlyAmount, (input) => {
			expect(parseAmount(input)).toBe(amounts.has(input) ? input : undefined);
		}),
		{ numRuns: 3000 },
	);
});

test('parseAmountText accepts exactly the integers from 1 to 1000 in plain decimal digits', () => {
	fc.assert(
		fc.property(nearlyAmountText, (input) => {
			expect(parseAmountText(input)).toBe(amountTexts.has(input) ? Number(input) : undefined);
		}),
		{ numRuns: 3000 },
	);
});
