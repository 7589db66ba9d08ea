/** The entity tag of a counter's value: the version (RFC 9110, section 8.8.3). */
export function versionTag(version: number): string {
	return `"${version}"`;
}

/**
 * The entity tag of a text drawn from a counter: the version, and a check over the text (FNV-1a, 32
 * bits), since one value is drawn in many ways.
 */
export function contentTag(version: number, text: string): string {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return `"${version}-${(hash >>> 0).toString(16).padStart(8, '0')}"`;
}

/** Whether an `If-None-Match` header (RFC 9110, section 13.1.2) names `tag`. */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
	if (ifNoneMatch === null) return false;
	if (ifNoneMatch.trim() === '*') return true;
	return ifNoneMatch.split(',').some((item) => item.trim().replace(/^W\//, '') === tag);
}
