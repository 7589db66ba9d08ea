import type { Operation } from './paths';

declare const idempotencyKey: unique symbol;

/** The name that a client gives to one write, so that a retry of it counts once. */
export type IdempotencyKey = string & { readonly [idempotencyKey]: true };

/** How long a key is remembered, in milliseconds: 24 hours. */
export const keyLifetime = 24 * 60 * 60 * 1000;

/** The longest key, in characters. */
export const keyMaxLength = 255;

/**
 * The shortest key of a request that makes a counter, in characters: whoever repeats it is shown the
 * token, so it has to be one that nobody guesses.
 */
export const creationKeyMinLength = 16;

const quoted = /^"((?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"$/;
const bare = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/**
 * Reads an `Idempotency-Key` header: a String of RFC 9651, section 3.3.3, of 1 to 255 visible ASCII
 * characters, or the same characters bare, less those that would make a list or a parameter of it.
 *
 * @returns the key without its quotes, or `undefined` if it breaks the grammar
 */
export function parseKey(header: string): IdempotencyKey | undefined {
	const key = bare.test(header) ? header : quoted.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
	return key !== undefined && key.length <= keyMaxLength ? (key as IdempotencyKey) : undefined;
}

/** Describes a write, so that one key cannot be used for two different writes. */
export function fingerprint(operation: Operation, amount: number): string {
	return `${operation} ${amount}`;
}
