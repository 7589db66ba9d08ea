/** The entity tag of a counter's value: the value itself (RFC 9110, section 8.8.3). */
export function valueTag(value: number): string {
	return `"${value}"`;
}

/** Tells whether an `If-None-Match` header (RFC 9110, section 13.1.2) names `tag`. */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
	if (ifNoneMatch === null) return false;
	return ifNoneMatch
		.split(',')
		.map((candidate) => candidate.trim().replace(/^W\//, ''))
		.some((candidate) => candidate === '*' || candidate === tag);
}
