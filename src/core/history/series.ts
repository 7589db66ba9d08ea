import {
	type CounterHistory,
	type HistoryEntry,
	type HistoryQuery,
	type HistorySpan,
	spanLength,
	spansDefault,
} from './history';

/** Equal parts of the last hours or days, of which the last one has not ended yet. */
export interface ChartSpan {
	readonly by: HistorySpan;
	/** When the first part begins, in epoch milliseconds: a full hour or midnight in UTC. */
	readonly from: number;
	/** How many parts there are. */
	readonly count: number;
}

/**
 * The hours or days that a chart shows: 24 or 30, of which the last one is the present one.
 *
 * @param now in epoch milliseconds
 */
export function chartSpan(by: HistorySpan, now: number): ChartSpan {
	const length = spanLength[by];
	const count = spansDefault[by];
	return { by, from: (Math.floor(now / length) - count + 1) * length, count };
}

/** Asks for the history of a span. */
export function spanQuery({ by, from, count }: ChartSpan): HistoryQuery {
	return { by, from, to: from + count * spanLength[by] };
}

/** A span with each of its parts, also those in which nothing was counted. */
export interface Series {
	readonly span: ChartSpan;
	/** The value when the span began. */
	readonly before: number;
	/** One for each part of the span, in their order. */
	readonly parts: readonly HistoryEntry[];
}

/** Fills a span with what is known of its parts. */
export function seriesOf({ valueBefore, entries }: CounterHistory, span: ChartSpan): Series {
	const known = new Map(entries.map((entry) => [entry.from, entry]));
	let value = valueBefore;
	const parts = Array.from({ length: span.count }, (_, index): HistoryEntry => {
		const from = span.from + index * spanLength[span.by];
		const part = known.get(from) ?? { from, added: 0, subtracted: 0, value };
		value = part.value;
		return part;
	});
	return { span, before: valueBefore, parts };
}

/** The value at the beginning of a series and at the end of each of its parts. */
export function valuesOf({ before, parts }: Series): readonly number[] {
	return [before, ...parts.map(({ value }) => value)];
}

/** The parts in which something was counted, the newest first. */
export function changedParts({ parts }: Series): readonly HistoryEntry[] {
	return parts.filter(({ added, subtracted }) => added > 0 || subtracted > 0).reverse();
}
