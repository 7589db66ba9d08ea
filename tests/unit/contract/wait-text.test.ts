import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitText } from '../../../src/core/contract/wait-text';

test.each([
	[-5, '1 s'],
	[0, '1 s'],
	[0.2, '1 s'],
	[1, '1 s'],
	[29.01, '30 s'],
	[120, '120 s'],
	[120.5, '3 min'],
	[121, '3 min'],
	[7200, '120 min'],
	[7201, '2 h 1 min'],
	[10_800, '3 h'],
	[86_400, '24 h'],
])('a wait of %d s is "%s"', (seconds, text) => {
	expect(waitText(seconds)).toBe(text);
});

test('a wait is never said to be shorter than it is, nor longer by a minute', () => {
	const units: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };
	fc.assert(
		fc.property(fc.double({ min: 1, max: 200_000, noNaN: true }), (seconds) => {
			const parts = waitText(seconds).matchAll(/(\d+) (s|min|h)/g);
			const said = Array.from(parts, ([, n, unit = '']) => Number(n) * (units[unit] ?? 0));
			const total = said.reduce((sum, part) => sum + part, 0);
			expect(total).toBeGreaterThanOrEqual(seconds);
			expect(total - seconds).toBeLessThanOrEqual(60);
		}),
	);
});
