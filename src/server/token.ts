/** The credentials of RFC 6750, section 2.1; the scheme in any case. */
const bearer = /^bearer +(\S+) *$/i;

/**
 * Returns the hash of the token that a request brings as `Authorization: Bearer`, or `undefined` if it
 * brings none. Only the hash goes to an object.
 */
export async function sentTokenHash({ headers }: Request): Promise<string | undefined> {
	const token = bearer.exec(headers.get('Authorization') ?? '')?.[1];
	return token === undefined ? undefined : hashToken(token);
}

/** Returns the SHA-256 of a token, as 64 hexadecimal digits: all that a counter keeps of it. */
export async function hashToken(token: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
