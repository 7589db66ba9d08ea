import type { Locals } from './outcome';

/**
 * Writes the one line of a request that failed: its id, what went wrong and how long it took, but
 * nothing about who sent it.
 *
 * @param status the HTTP status code of the answer
 * @param duration milliseconds
 */
export function logFailure(locals: Locals, status: number, duration: number): void {
	const { problem, cause } = locals.problem ?? {};
	const line = JSON.stringify({ request: locals.requestId, status, problem, duration, cause });
	if (status >= 500) console.error(line);
	else console.log(line);
}
