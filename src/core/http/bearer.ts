const bearer = /^bearer +([\w.~+/-]+=*)$/i;

/** Returns the token of an `Authorization` header (RFC 6750, section 2.1), or `undefined` if it has none. */
export function bearerToken(header: string | null): string | undefined {
	return header === null ? undefined : bearer.exec(header.trim())?.[1];
}

/** The field that a 401 has to have (RFC 9110, section 11.6.1). */
export const challenge = { 'WWW-Authenticate': 'Bearer realm="Owner of the counter"' } as const;
