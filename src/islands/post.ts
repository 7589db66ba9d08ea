import { type CounterValue, counterApi, mediaTypes, type ProblemDocument } from '../core/api';
import { parseVersionTag, versionTag } from '../core/etag';
import { paceOf } from '../core/rate-headers';
import type { CardWrite, Reading } from './card-state';

/** How often one write is tried in all; the key makes a repeat harmless. */
const attempts = 3;

/** How long an answer may take, in milliseconds. */
const timeout = 10_000;

/** When the next write is due, in epoch milliseconds. All counters of a page spend one budget. */
let nextTurn = 0;

/** What came of a write. */
export type WriteOutcome =
	| { readonly counted: Reading }
	/** Nothing was counted. */
	| { readonly refused: ProblemDocument }
	/** It may have been counted: an answer was lost, or the server failed. */
	| { readonly unknown: ProblemDocument | undefined };

/** How long a write should wait so that the budget does not run out, in milliseconds. */
export function untilTurn(): number {
	return Math.max(0, nextTurn - Date.now());
}

/**
 * Sends one write. A lost answer and a failing server are tried again, with the same key, so the
 * write counts once however often it arrives.
 */
export async function postChange(
	name: string,
	{ operation, amount }: CardWrite,
): Promise<WriteOutcome> {
	const key = newKey();
	for (let attempt = 1; ; attempt++) {
		const answer = await request(counterApi(name, operation), {
			method: 'POST',
			headers: {
				Accept: mediaTypes.json,
				'Content-Type': mediaTypes.json,
				'Idempotency-Key': `"${key}"`,
			},
			body: JSON.stringify({ amount }),
			// The write goes on if its reader leaves the page.
			keepalive: true,
		});
		if (answer) {
			const { headers, status, body } = answer;
			nextTurn = Date.now() + paceOf(headers.get('RateLimit-Policy'), headers.get('RateLimit'));
			if ('value' in body) return { counted: reading(body, headers) };
			// What is refused the second time may have been counted the first time.
			if (status < 500) return attempt === 1 ? { refused: body } : { unknown: body };
			if (attempt === attempts) return { unknown: body };
		}
		if (attempt === attempts) return { unknown: undefined };
		await pause(300 * (attempt + 1) * (0.5 + Math.random()));
	}
}

/**
 * Reads a value.
 *
 * @param since the version that is known already
 * @returns the reading, `'unchanged'`, or `undefined` if it cannot be had
 */
export async function readValue(
	name: string,
	since?: number,
): Promise<Reading | 'unchanged' | undefined> {
	const answer = await request(counterApi(name, 'value'), {
		headers: {
			Accept: mediaTypes.json,
			...(since !== undefined && { 'If-None-Match': versionTag(since) }),
		},
	});
	if (answer?.status === 304) return 'unchanged';
	return answer && 'value' in answer.body ? reading(answer.body, answer.headers) : undefined;
}

interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: CounterValue | ProblemDocument;
}

async function request(path: string, init: RequestInit): Promise<Answer | undefined> {
	try {
		const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeout) });
		const { status, headers } = response;
		return { status, headers, body: status === 304 ? {} : await response.json() } as Answer;
	} catch {
		return undefined;
	}
}

function reading({ value }: CounterValue, headers: Headers): Reading {
	return { value, version: parseVersionTag(headers.get('ETag')) ?? Number.NaN };
}

/** 128 random bits. `crypto.randomUUID` would need a secure context, which a LAN address is not. */
function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
