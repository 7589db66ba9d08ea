import { type CounterValue, counterApi, mediaTypes, type ProblemDocument } from '../core/api';
import type { CardWrite } from './card-state';

/** How often one write is tried in all; the key makes a repeat harmless. */
const attempts = 3;

/** How long an answer may take, in milliseconds. */
const timeout = 10_000;

/**
 * Sends one write. A lost answer and a failing server are tried again, with the same key, so the
 * write counts once however often it arrives.
 *
 * @returns the answer, or `undefined` if none came
 */
export async function postChange(
	name: string,
	{ operation, amount }: CardWrite,
): Promise<CounterValue | ProblemDocument | undefined> {
	const key = newKey();
	let answer: CounterValue | ProblemDocument | undefined;
	for (let attempt = 1; attempt <= attempts; attempt++) {
		if (attempt > 1) await pause(300 * attempt * (0.5 + Math.random()));
		answer = await request(counterApi(name, operation), {
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
		if (answer && !('status' in answer && answer.status >= 500)) return answer;
	}
	return answer;
}

/** Reads a value; `undefined` if it cannot be had. */
export async function readValue(name: string): Promise<number | undefined> {
	const answer = await request(counterApi(name, 'value'), { headers: { Accept: mediaTypes.json } });
	return answer && 'value' in answer ? answer.value : undefined;
}

async function request(
	path: string,
	init: RequestInit,
): Promise<CounterValue | ProblemDocument | undefined> {
	try {
		const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeout) });
		return await response.json<CounterValue | ProblemDocument>();
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
