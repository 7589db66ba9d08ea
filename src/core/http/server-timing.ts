/** Where a request spent time: the name of a part, and how long it took, in milliseconds. */
export type Span = readonly [name: string, milliseconds: number];

/** The name of the header field. */
export const serverTimingField = 'Server-Timing';

/**
 * Adds spans to a `Server-Timing` field (W3C Server Timing, section 4), which the developer tools of a
 * browser show beside the request.
 *
 * @param field the field so far, if there is one
 * @param spans whose names are tokens (RFC 9110, section 5.6.2)
 */
export function withSpans(field: string | undefined, ...spans: readonly Span[]): string {
	const metrics = spans.map(([name, milliseconds]) => `${name};dur=${milliseconds}`);
	return [...(field ? [field] : []), ...metrics].join(', ');
}
