import type { IdempotencyKey } from '../contract/idempotency';

/** The length of a day's salt, in bytes. */
export const saltLength = 32;

/** How many bytes of the code are kept: of 100,000 visitors no two share them. */
const keptBytes = 16;

/** What distinguishes the visitors of a counter. */
export interface Visitor {
	/** The id of the counter's object, which is the same by whatever address it is called. */
	readonly counter: string;
	/** The client key of the visitor's address. */
	readonly client: string;
	/** The `User-Agent` of the request; empty if it has none. */
	readonly agent: string;
}

/** Makes of a day's salt what {@link visitorKey} needs. */
export function importSalt(salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', salt, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/**
 * Derives the idempotency key of a visitor's increment from the salt of the day: HMAC-SHA-256 (RFC
 * 2104), cut to 128 bits. Once the salt is gone nobody can tell which visitor it belonged to, not
 * even by trying every address, and on two days or two counters it is two unrelated values.
 *
 * It contains a space, which no key that a client sends can.
 */
export async function visitorKey(
	salt: CryptoKey,
	{ counter, client, agent }: Visitor,
): Promise<IdempotencyKey> {
	// In JSON no part can pose as the beginning of the next one, whatever characters it has.
	const message = new TextEncoder().encode(JSON.stringify([counter, client, agent]));
	const code = new Uint8Array(await crypto.subtle.sign('HMAC', salt, message), 0, keptBytes);
	return `visit ${btoa(String.fromCharCode(...code))}` as IdempotencyKey;
}
