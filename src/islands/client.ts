/** A client of the counter API. It needs nothing but this file and the web platform's `fetch`. */

/** One write: by how much, from 1 to 1000, and in which direction. */
export interface Write {
	readonly operation: 'increment' | 'decrement';
	readonly amount: number;
}

/** The answer to a read, and to a write that counted. */
export interface Value {
	readonly value: number;
}

/** The answer to a write that did not count: a problem document (RFC 9457). */
export interface Refusal {
	/** Address of the page that explains it. */
	readonly type: string;
	readonly title: string;
	readonly status: number;
	readonly detail: string;
	/** Seconds after which the write can succeed, if it can. */
	readonly retryAfter?: number;
}

/** How often one write is tried in all; the key makes a repeat harmless. */
const attempts = 3;

/** How long an answer may take, in milliseconds. */
const timeout = 10_000;

/**
 * Sends one write. A lost answer and a failing server are tried again, with the same key, so the
 * write counts once however often it arrives.
 *
 * @param site the origin of the counters, if it is not the page's own
 * @returns the answer, or `undefined` if none came
 */
export async function postChange(
	name: string,
	{ operation, amount }: Write,
	site = '',
): Promise<Value | Refusal | undefined> {
	const key = newKey();
	let answer: Value | Refusal | undefined;
	for (let attempt = 1; attempt <= attempts; attempt++) {
		if (attempt > 1) await pause(300 * attempt * (0.5 + Math.random()));
		answer = await request(`${site}/api/${name}/${operation}`, {
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
		if (answer && !('status' in answer && answer.status >= 500)) return answer;
	}
	return answer;
}

/** Reads a value; `undefined` if it cannot be had. */
export async function readValue(name: string, site = ''): Promise<number | undefined> {
	const headers = { Accept: 'application/json' };
	const answer = await request(`${site}/api/${name}/value`, { headers });
	return answer && 'value' in answer ? answer.value : undefined;
}

async function request(path: string, init: RequestInit): Promise<Value | Refusal | undefined> {
	try {
		const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeout) });
		return (await response.json()) as Value | Refusal;
	} catch {
		return undefined;
	}
}

/** 128 random bits. `crypto.randomUUID` would need a secure context, which a LAN address is not. */
function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
