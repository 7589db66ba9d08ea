/** The envelope of every answer of Cloudflare's API. */

export interface Answer {
	readonly status: number;
	readonly body: unknown;
}

/** What a route of the API is called with. */
export interface Call {
	readonly method: string;
	/** The path behind the account's id, or the whole one where no account is named. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly contentType: string;
	readonly body: Uint8Array<ArrayBuffer>;
}

export function ok(result: unknown, more: object = {}): Answer {
	const body = { success: true, errors: [], messages: [], result, ...more };
	return { status: 200, body };
}

export function refusal(status: number, code: number, message: string): Answer {
	const body = { success: false, errors: [{ code, message }], messages: [], result: null };
	return { status, body };
}

export const noRight = refusal(403, 10_000, 'Authentication error');

/** One page of a list, as `page` and `per_page` ask for it. */
export function listPage(list: readonly unknown[], query: URLSearchParams): Answer {
	const size = Number(query.get('per_page') ?? 20);
	const page = Number(query.get('page') ?? 1);
	const pages = Math.max(1, Math.ceil(list.length / size));
	const info = { page, per_page: size, total_count: list.length, total_pages: pages };
	return ok(list.slice((page - 1) * size, page * size), {
		result_info: { ...info, count: list.length },
	});
}

/** The JSON of a body. The type is what wrangler is known to send. */
export function json<Body>(call: Call): Body {
	return JSON.parse(new TextDecoder().decode(call.body)) as Body;
}

/** The parts of a multipart body. */
export function parts(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
	return new Response(body, { headers: { 'content-type': contentType } }).formData();
}

/** A token for the upload of files that is not checked by anything but wrangler's own parser. */
export function uploadToken(): string {
	const encode = (value: object): string =>
		Buffer.from(JSON.stringify(value)).toString('base64url');
	const expires = Math.floor(Date.now() / 1000) + 3600;
	return [{ alg: 'none' }, { exp: expires, max_file_count_allowed: 20_000 }, {}]
		.map(encode)
		.join('.');
}
