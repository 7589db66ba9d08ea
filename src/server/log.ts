import { isProblem, type Problem } from '../core/contract/problem';
import { createLineBudget } from '../core/limits/line-budget';
import { internalProblem, type Locals } from './outcome';

/** What callers did wrong: they can do so as often as they like. */
const refusals = createLineBudget(100);

/** What went wrong on the site's side. */
const failures = createLineBudget(600);

// #region log
/**
 * Writes the one line of a request that failed: its id, its method and route, what went wrong and how
 * long it took, but nothing about who sent it, and no part of the address that the caller chose.
 *
 * An address that is not there is not logged, and of the rest only so much in each minute of an
 * isolate; `omitted` counts the lines that are missing before this one. A failure that was intended is
 * counted among what callers did, so that it neither alarms nor uses up the lines of real ones.
 *
 * @param status the HTTP status code of the answer
 * @param duration milliseconds
 */
export function logFailure(
	{ method }: Request,
	{ requestId, route, problem }: Locals,
	status: number,
	duration: number,
): void {
	if (status === 404) return;
	const isFailure = status >= 500 && !problem?.isIntended;
	const omitted = (isFailure ? failures : refusals).take(Date.now());
	if (omitted === undefined) return;
	const line = JSON.stringify({
		request: requestId,
		method,
		route,
		status,
		problem: problem?.problem,
		duration,
		...(omitted > 0 && { omitted }),
		cause: problem?.cause,
	});
	if (isFailure) console.error(line);
	else console.log(line);
}
// #endregion log

/**
 * Waits for what a page or a badge shows. Whatever goes wrong is logged, so that the rest of it can still
 * be rendered.
 *
 * @returns `undefined` if it cannot be read
 */
export async function readOrLog<Result>(
	reading: Promise<Result | Problem>,
): Promise<Result | undefined> {
	const result = await reading.catch(internalProblem);
	if (!isProblem(result)) return result;
	logUnreadCounter(result);
	return undefined;
}

/** Writes a line of a counter that a page or a badge shows as unavailable; the page itself succeeds. */
export function logUnreadCounter({ problem, cause }: Problem): void {
	const omitted = failures.take(Date.now());
	if (omitted === undefined) return;
	console.warn(JSON.stringify({ problem, ...(omitted > 0 && { omitted }), cause }));
}
