import { type Amount, defaultAmount, parseAmount, parseAmountText } from './amount';
import { formFields, mediaTypes } from './api';
import type { ProblemSlug } from './problem';

/** The largest body of a write, in bytes. */
export const bodyMaxLength = 1024;

/** The content of the body of a write. */
export interface WriteBody {
	readonly amount: Amount;
	/** Where a form wants the browser to go afterwards; not checked yet. */
	readonly returnTo?: string | undefined;
}

/**
 * Reads the body of a write: nothing, JSON or a form. The limit holds while the body streams, so
 * an endless body is cancelled as soon as it is too long.
 *
 * @returns the write, or the slug of the problem with it
 */
export async function readWriteBody(request: Request): Promise<WriteBody | ProblemSlug> {
	if (Number(request.headers.get('Content-Length') ?? 0) > bodyMaxLength) return 'body-too-large';
	const bytes = await readCapped(request.body, bodyMaxLength);
	if (!(bytes instanceof Uint8Array)) return bytes;
	if (bytes.length === 0) return { amount: defaultAmount };
	if (request.headers.has('Content-Encoding')) return 'unsupported-media-type';

	const type = mediaType(request.headers.get('Content-Type'));
	if (type !== mediaTypes.json && type !== mediaTypes.form) return 'unsupported-media-type';
	const text = decode(bytes);
	if (text === undefined) return 'invalid-body';
	return type === mediaTypes.json ? parseJson(text) : parseForm(text);
}

function parseJson(text: string): WriteBody | ProblemSlug {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return 'invalid-body';
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'invalid-body';
	if (!Object.hasOwn(body, formFields.amount)) return { amount: defaultAmount };
	const amount = parseAmount((body as Record<string, unknown>)[formFields.amount]);
	return amount === undefined ? 'invalid-amount' : { amount };
}

function parseForm(text: string): WriteBody | ProblemSlug {
	const form = new URLSearchParams(text);
	const [given, ...more] = form.getAll(formFields.amount);
	const amount = given === undefined ? defaultAmount : parseAmountText(given);
	if (amount === undefined || more.length > 0) return 'invalid-amount';
	return { amount, returnTo: form.get(formFields.returnTo) ?? undefined };
}

/** The media type without its parameters, in lower case. */
function mediaType(header: string | null): string | undefined {
	return header?.split(';', 1)[0]?.trim().toLowerCase();
}

function decode(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** Reads a stream to its end, unless it is longer than `limit` bytes or breaks off. */
async function readCapped(
	stream: ReadableStream<Uint8Array> | null,
	limit: number,
): Promise<Uint8Array | 'body-too-large' | 'invalid-body'> {
	if (!stream) return new Uint8Array();
	let bytes = new Uint8Array();
	const reader = stream.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return bytes;
			if (bytes.length + value.length > limit) {
				await reader.cancel();
				return 'body-too-large';
			}
			const longer = new Uint8Array(bytes.length + value.length);
			longer.set(bytes);
			longer.set(value, bytes.length);
			bytes = longer;
		}
	} catch {
		return 'invalid-body';
	}
}
