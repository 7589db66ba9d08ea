import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanLength } from '../../../src/core/history/history';
import { changedParts, chartSpan, seriesOf, valuesOf } from '../../../src/core/history/series';
import { dayText, hourText } from '../../../src/core/pictures/utc-text';
import { anySeries, anyTime } from './any-series';

const noon = Date.UTC(2026, 4, 12, 12, 34, 56);

test('a chart of hours begins 23 full hours before the present one', () => {
	expect(chartSpan('hour', noon)).toEqual({
		by: 'hour',
		from: Date.UTC(2026, 4, 11, 13),
		count: 24,
	});
});

test('a chart of days begins 29 days before today, at midnight in UTC', () => {
	expect(chartSpan('day', noon)).toEqual({ by: 'day', from: Date.UTC(2026, 3, 13), count: 30 });
});

test('the last part of a chart is the one in which now falls', () => {
	fc.assert(
		fc.property(anyTime, fc.constantFrom('hour', 'day'), (now, by) => {
			const { from, count } = chartSpan(by, now);
			expect(now - (from + (count - 1) * spanLength[by])).toBeGreaterThanOrEqual(0);
			expect(now).toBeLessThan(from + count * spanLength[by]);
		}),
	);
});

test('parts without a write keep the value of the part before', () => {
	const span = { by: 'hour', from: 0, count: 5 } as const;
	const hour = spanLength.hour;
	const entries = [
		{ from: hour, added: 5, subtracted: 2, value: 10 },
		{ from: 3 * hour, added: 0, subtracted: 4, value: 6 },
	];
	const series = seriesOf({ valueBefore: 7, entries }, span);
	expect(valuesOf(series)).toEqual([7, 7, 10, 10, 6, 6]);
	expect(changedParts(series)).toEqual(entries.toReversed());
});

test('without a write the value was always what it is', () => {
	const series = seriesOf({ valueBefore: -3, entries: [] }, chartSpan('day', noon));
	expect(new Set(valuesOf(series))).toEqual(new Set([-3]));
	expect(changedParts(series)).toEqual([]);
});

test('a series has all parts of its span, one after the other', () => {
	fc.assert(
		fc.property(anySeries, ({ span, parts }) => {
			expect(parts.map(({ from }) => from)).toEqual(
				Array.from({ length: span.count }, (_, index) => span.from + index * spanLength[span.by]),
			);
		}),
	);
});

test('times are written in UTC', () => {
	expect([hourText(noon), dayText(noon)]).toEqual(['12:00', '12 May']);
	expect(hourText(Date.UTC(2026, 0, 1, 3))).toBe('03:00');
	expect(dayText(Date.UTC(2026, 11, 31, 23, 59))).toBe('31 Dec');
});
