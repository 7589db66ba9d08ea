import { mediaType, unreadableCharset } from '../http/content-type';
import { formFields } from './api';
import { type Field, parseJsonBody } from './json-body';
import { newCounterPath } from './paths';
import { mediaTypes } from '../http/media-types';
import { isProblem, type Problem } from './problem';
import { quote } from './quoting';

/** The largest body of a request, in bytes. */
export const bodyMaxLength = 1024;

/** The fields of a body; whether an address takes them is not checked yet. */
export interface RequestBody {
	readonly kind: 'none' | 'json' | 'form';
	/** The values of every field, one for each time that it was sent. */
	readonly fields: ReadonlyMap<string, readonly unknown[]>;
}

/** The body of a request that has none. */
export const noBody: RequestBody = { kind: 'none', fields: new Map() };

/**
 * Reads a body: nothing, a JSON object or a form. The limit holds while the body streams, so an
 * endless body is cancelled as soon as it is too long.
 *
 * @param readsText whether text is read as JSON: beacons of other sites can send no JSON as such
 */
export async function readRequestBody(
	request: Request,
	readsText = false,
): Promise<RequestBody | Problem> {
	const { headers } = request;
	if (Number(headers.get('Content-Length') ?? 0) > bodyMaxLength) {
		return { problem: 'body-too-large' };
	}
	const bytes = await readCapped(request.body, bodyMaxLength);
	if (isProblem(bytes)) return bytes;
	if (bytes.length === 0) return noBody;

	const type = readType(headers, readsText);
	if (isProblem(type)) return type;
	const text = decode(bytes);
	if (text === undefined) return invalid('The body is not UTF-8.');
	if (type === mediaTypes.form) return group('form', Array.from(new URLSearchParams(text)));
	const members = parseJsonBody(text);
	return isProblem(members) ? members : group('json', members);
}

/**
 * Refuses a body with a field that an address does not take, or with one that was sent twice.
 *
 * @param known the names of the fields that it takes
 */
export function refuseFields(
	{ kind, fields }: RequestBody,
	known: readonly string[],
): Problem | undefined {
	const unknown = fields.keys().find((field) => !known.includes(field));
	if (unknown === undefined) {
		const [twice] = fields.entries().find(([, values]) => values.length > 1) ?? [];
		return twice === undefined
			? undefined
			: invalid(`The body has the field ${quote(twice)} more than once. Send it once.`);
	}
	if (kind === 'form' && /^\s*[[{"]/.test(unknown)) {
		return invalid(
			`The body looks like JSON, but its Content-Type is that of a form. Send it as ${mediaTypes.json}; with curl, by --json in place of -d.`,
		);
	}
	const right = known.length === 0 ? 'Send no body.' : `Known is ${known.map(quote).join(', ')}.`;
	return invalid(`The body has a field that is not known here: ${quote(unknown)}. ${right}`);
}

/** Whether a body is that of a form on a page: one that names the page to return to. */
export function isPageForm({ kind, fields }: RequestBody): boolean {
	return kind === 'form' && fields.has(formFields.returnTo);
}

/** The path that a form wants the browser to go to afterwards, if it names one; not checked yet. */
export function returnField(body: RequestBody): string | undefined {
	return isPageForm(body) ? String(body.fields.get(formFields.returnTo)?.[0]) : undefined;
}

/**
 * The path of the page that a refused form leads back to, if it names one; not checked yet. The page
 * that makes a counter gets what was typed into it by its query.
 */
export function formPage(body: RequestBody): string | undefined {
	const path = returnField(body);
	if (path !== newCounterPath) return path;
	const typed = new URLSearchParams();
	for (const [field, [text]] of body.fields) {
		if (field !== formFields.returnTo && text !== '') typed.set(field, String(text));
	}
	return `${path}?${typed}`;
}

function invalid(detail: string): Problem {
	return { problem: 'invalid-body', detail };
}

/** Returns the media type of a body that can be read. */
function readType(headers: Headers, readsText: boolean): string | Problem {
	const problem = 'unsupported-media-type';
	const encoding = headers.get('Content-Encoding');
	if (encoding !== null) {
		return {
			problem,
			detail: `The body has the Content-Encoding ${quote(encoding)}. Send it without.`,
		};
	}
	const header = headers.get('Content-Type');
	const named = mediaType(header ?? '');
	const type = readsText && named === 'text/plain' ? mediaTypes.json : named;
	if (header === null || (type !== mediaTypes.json && type !== mediaTypes.form)) {
		const given = header === null ? 'no Content-Type' : `the Content-Type ${quote(header)}`;
		return {
			problem,
			detail: `The body has ${given}. Send ${mediaTypes.json} or ${mediaTypes.form}.`,
		};
	}
	const charset = unreadableCharset(header);
	if (charset === undefined) return type;
	return { problem, detail: `The body has the charset ${quote(charset)}. Send it in UTF-8.` };
}

function group(kind: RequestBody['kind'], entries: readonly Field[]): RequestBody {
	const fields = new Map<string, unknown[]>();
	for (const [field, value] of entries) {
		fields.set(field, [...(fields.get(field) ?? []), value]);
	}
	return { kind, fields };
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
): Promise<Uint8Array | Problem> {
	if (!stream) return new Uint8Array();
	let bytes = new Uint8Array();
	const reader = stream.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return bytes;
			if (bytes.length + value.length > limit) {
				await reader.cancel();
				return { problem: 'body-too-large' };
			}
			const longer = new Uint8Array(bytes.length + value.length);
			longer.set(bytes);
			longer.set(value, bytes.length);
			bytes = longer;
		}
	} catch {
		return invalid('The body broke off before its end.');
	}
}
