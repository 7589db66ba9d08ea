import { bearerToken } from '../../core/http/bearer';

declare const ownerToken: unique symbol;

/** What an owner shows to be one: `dc_` and 256 bits in 43 characters of base64url. */
export type OwnerToken = string & { readonly [ownerToken]: true };

/** Draws a token. */
export function generateToken(): OwnerToken {
	return format(crypto.getRandomValues(new Uint8Array(32)));
}

/** Draws what a token can be derived from: 256 bits as 64 hexadecimal digits. */
export function generateSeed(): string {
	return crypto.getRandomValues(new Uint8Array(32)).toHex();
}

/**
 * Derives a token from a seed and the key of the request that it answers (HMAC-SHA-256). Neither of the
 * two reveals the token.
 */
export async function deriveToken(seed: string, key: string): Promise<OwnerToken> {
	const algorithm = { name: 'HMAC', hash: 'SHA-256' };
	const secret = await crypto.subtle.importKey('raw', encode(seed), algorithm, false, ['sign']);
	return format(new Uint8Array(await crypto.subtle.sign(algorithm, secret, encode(key))));
}

/** SHA-256 of a text, as 64 hexadecimal digits: a token is known to its counter by this alone. */
export async function hash(text: string): Promise<string> {
	return new Uint8Array(await crypto.subtle.digest('SHA-256', encode(text))).toHex();
}

// #region sent
/**
 * Returns the hash of the token that a request brings as `Authorization: Bearer`, or `undefined` if it
 * brings none. Only the hash goes to an object.
 */
export async function sentTokenHash({ headers }: Request): Promise<string | undefined> {
	const token = bearerToken(headers.get('Authorization'));
	return token === undefined ? undefined : hash(token);
}
// #endregion sent

function format(bits: Uint8Array): OwnerToken {
	const text = bits.toBase64({ alphabet: 'base64url', omitPadding: true });
	return `dc_${text}` as OwnerToken;
}

function encode(text: string): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(text);
}
