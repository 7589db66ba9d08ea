/** A client of the counter API. It needs nothing but this file and the web platform's `fetch`. */

/** One write: by how much, from 1 to 1000, and in which direction. */
export interface Write {
	readonly operation: 'increment' | 'decrement';
	readonly amount: number;
}

/** What a counter was at one moment. */
export interface Reading {
	readonly value: number;
	/** Of two readings of one epoch, the one with the higher version is newer; NaN if not known. */
	readonly version: number;
	/** When versions began, in epoch milliseconds: they begin anew after a deletion. Absent if never. */
	readonly epoch?: number | undefined;
}

/** An error of the server: a problem document (RFC 9457). */
export interface Refusal {
	/** Address of the page that explains it. */
	readonly type: string;
	readonly title: string;
	readonly status: number;
	readonly detail: string;
	/** Seconds after which the request can succeed, if it can. */
	readonly retryAfter?: number;
}

/** The outcome of a write. */
export type WriteOutcome =
	| { readonly counted: Reading }
	/** Nothing was counted. */
	| { readonly refused: Refusal }
	/** It may have been counted: an answer was lost, or the server failed. */
	| { readonly unknown: Refusal | undefined };

/** How to call. */
export interface CallOptions {
	/** The origin of the counters, if it is not the page's own. */
	readonly site?: string;
	/** Receives the header fields of every answer. */
	readonly onAnswer?: (headers: Headers) => void;
}

/** How to write. */
export interface WriteOptions extends CallOptions {
	/** The key of the write, at random; drawn if absent. */
	readonly key?: string;
	/** Whether a write with this key may have been sent before. */
	readonly isRepeat?: boolean;
}

/** How often one write is tried in all; its key makes a retry harmless. */
const attempts = 3;

/** How long an answer may take, in milliseconds. */
const timeoutMs = 10_000;

/**
 * Sends one write. It is sent again, with the same key, when an answer is lost or the server fails, so
 * the write counts once however often it arrives.
 */
export async function postChange(
	name: string,
	{ operation, amount }: Write,
	{ site = '', onAnswer, key = randomDigits(), isRepeat = false }: WriteOptions = {},
): Promise<WriteOutcome> {
	for (let attempt = 1; ; attempt++) {
		const answer = await request(`${site}/api/${name}/${operation}`, {
			method: 'POST',
			headers: {
				Accept: 'application/json',
				'Content-Type': 'application/json',
				'Idempotency-Key': `"${key}"`,
			},
			body: JSON.stringify({ amount }),
			// The write goes on if its reader leaves the page.
			keepalive: true,
		});
		if (answer) {
			const { headers, status, body } = answer;
			onAnswer?.(headers);
			if ('value' in body) {
				const counted = reading(body.value, headers);
				if (!headers.has('Idempotency-Replayed')) return { counted };
				// A replayed answer is as old as the first one; the value may have changed since.
				const present = await readValue(name, undefined, { site });
				return { counted: typeof present === 'object' ? present : counted };
			}
			// What is refused the second time may have been counted the first time.
			const isFirst = attempt === 1 && !isRepeat;
			if (status < 500) return isFirst ? { refused: body } : { unknown: body };
			if (attempt === attempts) return { unknown: body };
		}
		if (attempt === attempts) return { unknown: undefined };
		await pause(300 * (attempt + 1) * (0.5 + Math.random()));
	}
}

/**
 * Reads a value.
 *
 * @param since the reading that is known already
 * @returns the reading, `'unchanged'`, or `undefined` if it cannot be had
 */
export async function readValue(
	name: string,
	since?: Reading,
	{ site = '', onAnswer }: CallOptions = {},
): Promise<Reading | 'unchanged' | undefined> {
	const answer = await request(`${site}/api/${name}/value`, {
		headers: {
			Accept: 'application/json',
			...(since && { 'If-None-Match': tagOf(since) }),
		},
	});
	if (!answer) return undefined;
	const { headers, status, body } = answer;
	onAnswer?.(headers);
	if (status === 304) return 'unchanged';
	return 'value' in body ? reading(body.value, headers) : undefined;
}

interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: { readonly value: number } | Refusal;
}

async function request(path: string, init: RequestInit): Promise<Answer | undefined> {
	try {
		const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) });
		const { status, headers } = response;
		return { status, headers, body: status === 304 ? {} : await response.json() } as Answer;
	} catch {
		return undefined;
	}
}

/** The entity tag of a value is its epoch, if it has one, and its version. */
function reading(value: number, headers: Headers): Reading {
	const [, epoch, version] = /^(?:W\/)?"(?:(\d+)-)?(\d+)"$/.exec(headers.get('ETag') ?? '') ?? [];
	if (version === undefined) return { value, version: Number.NaN };
	return { value, version: Number(version), ...(epoch && { epoch: Number(epoch) }) };
}

function tagOf({ version, epoch }: Reading): string {
	return epoch === undefined ? `"${version}"` : `"${epoch}-${version}"`;
}

/**
 * Draws 128 bits, as 32 hexadecimal digits. `crypto.randomUUID` would need a secure context, which a
 * LAN address is not.
 */
export function randomDigits(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
