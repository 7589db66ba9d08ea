/** Something that did not work out, in words for the reader. */
export interface Failure {
	readonly failed: string;
	/** Seconds after which it can succeed, if that is known. */
	readonly retryAfter?: number;
}

/** A whole answer, whatever its status. */
export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
}

/** Whether a function returned a failure. */
export function isFailure(input: unknown): input is Failure {
	return typeof input === 'object' && input !== null && 'failed' in input;
}

/** Asks the site for data. */
export async function ask<Data>(method: 'GET' | 'POST', path: string): Promise<Data | Failure> {
	const answer = await send(method, path);
	return isFailure(answer) ? answer : readData<Data>(answer);
}

/** Sends one request and waits for the whole answer. */
export async function send(
	method: 'GET' | 'POST' | 'PUT' | 'DELETE',
	path: string,
	init: RequestInit = {},
): Promise<Answer | Failure> {
	try {
		const { headers } = init;
		const response = await fetch(path, {
			...init,
			method,
			headers: { Accept: 'application/json', ...headers },
		});
		return { status: response.status, headers: response.headers, text: await response.text() };
	} catch {
		return { failed: 'No answer came' };
	}
}

/** Parses the data of an answer, or its problem document. */
export function readData<Data>({ status, text }: Answer): Data | Failure {
	let data: Data & { title: string; retryAfter?: number };
	try {
		data = JSON.parse(text);
	} catch {
		return { failed: 'The answer cannot be read' };
	}
	if (status < 400) return data;
	const { title, retryAfter } = data;
	return { failed: title, ...(retryAfter !== undefined && { retryAfter }) };
}
