/**
 * The entity tag of a counter's value (RFC 9110, section 8.8.3).
 *
 * @param key the `stateKey` of the counter
 */
export function versionTag(key: string): string {
	return `"${key}"`;
}

/**
 * The entity tag of a text drawn from a counter: the key, and a check over the text, since one value is
 * drawn in many ways.
 *
 * @param key the `stateKey` of the counter; any text if it is drawn from none
 */
export function contentTag(key: string, text: string): string {
	return `"${key}-${checksum(text)}"`;
}

/** A check over a text (FNV-1a, 32 bits), as 8 hexadecimal digits. */
export function checksum(text: string): string {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Whether an `If-None-Match` header (RFC 9110, section 13.1.2) names `tag`. */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
	if (ifNoneMatch === null) return false;
	if (ifNoneMatch.trim() === '*') return true;
	return ifNoneMatch.split(',').some((item) => item.trim().replace(/^W\//, '') === tag);
}

/**
 * Whether an `If-Match` header (RFC 9110, section 13.1.1) names `tag`, the tag of something that is
 * there. It compares strongly: a weak tag matches nothing.
 */
export function matchesStrongly(ifMatch: string, tag: string): boolean {
	return ifMatch.trim() === '*' || ifMatch.split(',').some((item) => item.trim() === tag);
}
