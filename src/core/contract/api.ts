import type { ProblemDocument } from './answers';
import { problemPage } from './paths';
import { type Problem, problems } from './problem';

/** Names of the form's fields. */
export const formFields = { amount: 'amount', returnTo: 'return' } as const;

/** How long the answer to a slow increment is delayed, in milliseconds. */
export const slowAnswerDelay = 3000;

/** Whole seconds for the `Retry-After` header (RFC 9110, section 10.2.3), rounded up, at least 1. */
export function retryAfterHeader(seconds: number): string {
	return String(Math.max(1, Math.ceil(seconds)));
}

/**
 * The origin of a request: the scheme, the host and the port of its address.
 *
 * @param address an absolute `http` or `https` URL with a path
 */
export function originOf(address: string): string {
	return address.slice(0, address.indexOf('/', 'https://'.length));
}

/** Builds the document of a problem for one request, given the site's origin and the request id. */
export function problemDocument(
	{ problem, detail, retryAfter }: Problem,
	origin: string,
	requestId: string,
): ProblemDocument {
	const { status, title, explanation } = problems[problem];
	return {
		type: origin + problemPage(problem),
		title,
		status,
		detail: detail ?? explanation,
		instance: `urn:uuid:${requestId}`,
		error: title,
		...(retryAfter !== undefined && { retryAfter }),
	};
}
