import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valuesOf } from '../../../src/core/history/series';
import { drawTrend, trendText, trendWidth } from '../../../src/core/pictures/trend';
import { anySeries } from '../history/any-series';
import { parseXml } from './parse-xml';
import { pathPoints } from './path-points';

test('the line of a trend is as wide as its room, and within the height of a badge', () => {
	fc.assert(
		fc.property(anySeries, fc.nat(500), (series, left) => {
			const trend = valuesOf(series);
			const [line] = parseXml(drawTrend(trend, left, 'ffffff'));
			const points = pathPoints(line?.attributes['d'] ?? '');
			const xs = points.map(([x]) => x);
			expect(xs).toHaveLength(trend.length);
			expect([xs[0], xs.at(-1)]).toEqual([left, left + trendWidth]);
			expect(xs).toEqual(xs.toSorted((a, b) => a - b));
			for (const [, y] of points) {
				expect(y).toBeGreaterThan(3);
				expect(y).toBeLessThan(17);
			}
		}),
	);
});

test('the line of a trend without a change is level, in the middle', () => {
	expect(drawTrend([7, 7, 7], 0, 'ffffff')).toContain('d="M0 10L30 10L60 10"');
});

test.each([
	[[3, 10, 45], 'up from 3 in 2 days'],
	[[60, -1], 'down from 60 in 1 days'],
	[[7, 9, 7], 'as 2 days ago'],
])('the trend %j is said as %j', (trend, text) => {
	expect(trendText(trend)).toBe(text);
});
