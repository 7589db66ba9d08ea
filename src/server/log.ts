import type { Context } from './operations';

/**
 * Writes the one line of a request that failed: its id, what went wrong and how long it took, but
 * nothing about who sent it.
 *
 * @param status the HTTP status code of the answer
 * @param duration milliseconds
 */
export function logFailure(
	{ locals }: Pick<Context, 'locals'>,
	status: number,
	duration: number,
): void {
	const { problem, cause } = locals.problem ?? {};
	const line = { request: locals.requestId, status, problem, duration, cause };
	if (status >= 500) console.error(JSON.stringify(line));
	else console.log(JSON.stringify(line));
}
