import type { CounterName } from '../../core/contract/name';
import { chartSpan, type Series, seriesOf, spanQuery } from '../../core/history/series';
import type { HistoryReport } from '../../durable-objects/counter-report';
import { callObject } from '../call';
import { readOrLog } from '../log';
import { counter } from '../objects';
import { readHistory } from './history';

/** A counter now, and how it came to that in the last 30 days. */
export type CounterSeries = HistoryReport & { readonly series: Series };

/**
 * Reads a counter and its last 30 days with one call. Whatever goes wrong is logged.
 *
 * @returns `undefined` if it cannot be read
 */
export async function readDays(name: CounterName): Promise<CounterSeries | undefined> {
	const span = chartSpan('day', Date.now());
	const report = await readOrLog(readHistory(name, spanQuery(span)));
	return report && { ...report, series: seriesOf(report, span) };
}

/** Reads the last 30 days and the last 24 hours of a counter with one call, as {@link readDays} does. */
export async function readSeries(name: CounterName): Promise<readonly Series[] | undefined> {
	const now = Date.now();
	const spans = [chartSpan('day', now), chartSpan('hour', now)];
	const histories = await readOrLog(
		callObject(
			() => counter(name),
			(stub) => stub.histories(spans.map(spanQuery)),
			true,
		),
	);
	return (
		histories &&
		spans.flatMap((span, index) => {
			const history = histories[index];
			return history === undefined ? [] : seriesOf(history, span);
		})
	);
}
