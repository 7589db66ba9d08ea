import type { CounterName } from '../../core/contract/name';
import { isProblem } from '../../core/contract/problem';
import { chartSpan, type Course, courseOf, spanQuery } from '../../core/history/course';
import type { HistoryReport } from '../../durable-objects/counter-content';
import { callObject } from '../call';
import { logUnreadCounter } from '../log';
import { counter } from '../objects';
import { internalProblem } from '../outcome';

/** A counter now, and how it came to that in the last 30 days. */
export type CounterCourse = HistoryReport & { readonly course: Course };

/**
 * Reads a counter and its last 30 days with one call. Whatever goes wrong is logged.
 *
 * @returns `undefined` if it cannot be read
 */
export async function readDays(name: CounterName): Promise<CounterCourse | undefined> {
	const span = chartSpan('day', Date.now());
	const report = await callObject(
		() => counter(name),
		(stub) => stub.history(spanQuery(span)),
		true,
	).catch(internalProblem);
	if (!isProblem(report)) return { ...report, course: courseOf(report, span) };
	logUnreadCounter(report);
	return undefined;
}

/** Reads the last 30 days and the last 24 hours of a counter with one call, as {@link readDays} does. */
export async function readCourses(name: CounterName): Promise<readonly Course[] | undefined> {
	const now = Date.now();
	const spans = [chartSpan('day', now), chartSpan('hour', now)];
	const histories = await callObject(
		() => counter(name),
		(stub) => stub.histories(spans.map(spanQuery)),
		true,
	).catch(internalProblem);
	if (!isProblem(histories)) {
		return spans.flatMap((span, index) => {
			const history = histories[index];
			return history === undefined ? [] : courseOf(history, span);
		});
	}
	logUnreadCounter(histories);
	return undefined;
}
