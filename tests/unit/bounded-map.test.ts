import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putNewest, memoize } from '../../src/core/bounded-map';

test('putNewest keeps the newest entries with their last values, up to the capacity', () => {
	const entries = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.integer()));
	fc.assert(
		fc.property(entries, fc.integer({ min: 1, max: 12 }), (put, capacity) => {
			const map = new Map<number, number>();
			for (const [at, [key, value]] of put.entries()) {
				putNewest(map, key, value, capacity);
				const last = new Map<number, number>();
				for (const [key, value] of put.slice(0, at + 1).toReversed()) {
					if (last.size < capacity && !last.has(key)) last.set(key, value);
				}
				expect([...map]).toEqual([...last].toReversed());
			}
		}),
	);
});

test('memoize makes a value once, and again when more than its capacity were made since', () => {
	const made: number[] = [];
	const double = memoize(2, (argument: number) => {
		made.push(argument);
		return argument * 2;
	});
	expect([1, 1, 2, 1, 3, 3, 1].map(double)).toEqual([2, 2, 4, 2, 6, 6, 2]);
	expect(made).toEqual([1, 2, 3, 1]);
});
