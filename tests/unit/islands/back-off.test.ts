import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff } from '../../../src/islands/counter/back-off';

const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a page tries again within 2 s for the first minutes, so it is back soon after its server', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 120 }), randoms, (tries, random) => {
			expect(backOff(tries, random)).toBeGreaterThanOrEqual(500);
			expect(backOff(tries, random)).toBeLessThanOrEqual(2000);
		}),
	);
});

test('a page whose server stays away waits longer, but never more than 15 s', () => {
	fc.assert(
		fc.property(fc.integer({ min: 121, max: 1e9 }), randoms, (tries, random) => {
			expect(backOff(tries, random)).toBeGreaterThan(2000);
			expect(backOff(tries, random)).toBeLessThanOrEqual(15_000);
		}),
	);
});

test('pages that were lost together come back spread over at least half a second', () => {
	for (const tries of [1, 2, 50, 200]) {
		expect(backOff(tries, 0.999) - backOff(tries, 0)).toBeGreaterThanOrEqual(490);
	}
});
