/** Where a request waited. */
export interface Span {
	/** The part that it waited for: a token (RFC 9110, section 5.6.2). */
	readonly name: string;
	/** How long, in milliseconds. */
	readonly duration: number;
	/** What that part did; a token too. */
	readonly description?: string;
}

/** The name of the header field. */
export const serverTimingField = 'Server-Timing';

/**
 * Adds a span to a `Server-Timing` field (W3C Server Timing, section 4), which the developer tools of a
 * browser show beside the request.
 *
 * @param field the field so far, if there is one
 */
export function withSpan(field: string | undefined, { name, duration, description }: Span): string {
	const desc = description === undefined ? '' : `;desc=${description}`;
	const metric = `${name}${desc};dur=${duration}`;
	return field ? `${field}, ${metric}` : metric;
}
