import fc from 'fast-check';
import { type HistoryEntry, spanLength } from '../../../src/core/history/history';
import { chartSpan, type Series, seriesOf, type ChartSpan } from '../../../src/core/history/series';

const anyAmount = fc.oneof(
	fc.constant(0),
	fc.nat(1000),
	fc.maxSafeInteger().map((amount) => Math.abs(amount)),
);

/** What may have happened in the parts of a span: in some of them nothing, and often the same. */
export function anyEntries(span: ChartSpan): fc.Arbitrary<readonly HistoryEntry[]> {
	const anyValue = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20, max: 20 }));
	const anyEntry = fc.record({
		index: fc.nat(span.count - 1),
		added: anyAmount,
		subtracted: anyAmount,
		value: anyValue,
	});
	return fc
		.uniqueArray(anyEntry, { selector: ({ index }) => index, maxLength: span.count })
		.map((entries) =>
			entries
				.toSorted((a, b) => a.index - b.index)
				.map(({ index, ...entry }) => ({
					from: span.from + index * spanLength[span.by],
					...entry,
				})),
		);
}

/** A moment between 1970 and the year 9999. */
export const anyTime = fc.integer({ min: 31 * 86_400_000, max: 253_402_300_799_999 });

/** The series of a counter over any 24 hours or 30 days. */
export const anySeries: fc.Arbitrary<Series> = fc
	.tuple(fc.constantFrom('hour', 'day'), anyTime)
	.chain(([by, now]) => {
		const span = chartSpan(by, now);
		return fc
			.tuple(anyEntries(span), fc.maxSafeInteger())
			.map(([entries, before]) => seriesOf({ valueBefore: before, entries }, span));
	});
