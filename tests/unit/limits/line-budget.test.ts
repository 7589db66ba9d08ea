import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineBudget } from '../../../src/core/limits/line-budget';

const start = 1_700_000_000_000;

test('a budget grants its lines in each minute, and counts what it refused in between', () => {
	const budget = createLineBudget(2);
	expect([0, 1, 2, 59_999].map((later) => budget.take(start + later))).toEqual([
		0,
		0,
		undefined,
		undefined,
	]);
	expect(budget.take(start + 60_000)).toBe(2);
	expect(budget.take(start + 60_001)).toBe(0);
});

test('in no minute are more than twice the lines of a budget granted', () => {
	const steps = fc.array(fc.nat({ max: 20_000 }), { maxLength: 200 });
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 5 }), steps, (lines, waits) => {
			const budget = createLineBudget(lines);
			let now = start;
			const granted: number[] = [];
			let refused = 0;
			let counted = 0;
			for (const wait of waits) {
				now += wait;
				const omitted = budget.take(now);
				if (omitted === undefined) refused += 1;
				else {
					granted.push(now);
					counted += omitted;
				}
			}
			expect(counted).toBeLessThanOrEqual(refused);
			for (const from of granted) {
				const within = granted.filter((at) => at >= from && at < from + 60_000);
				expect(within.length).toBeLessThanOrEqual(2 * lines);
			}
		}),
	);
});

test('a clock that goes back by an hour does not silence the log', () => {
	const budget = createLineBudget(1);
	expect(budget.take(start)).toBe(0);
	expect(budget.take(start)).toBeUndefined();
	expect(budget.take(start - 3_600_000)).toBe(1);
});
