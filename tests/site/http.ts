import { randomBytes, randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';

/** A whole answer. */
export interface Answer {
	readonly status: number;
	/** A field that came several times has its values joined by commas. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
}

export interface RequestOptions {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string | string[]>>;
	readonly body?: string | Uint8Array | Iterable<Uint8Array>;
	/** The client's address; a random one if absent, so that no test uses up another's budget. */
	readonly client?: string;
}

/** A connection for every request: on a kept one the server may hang up just as it is used again. */
const agent = new Agent({ keepAlive: false, maxSockets: 64 });

/** Only ends a request that hangs. */
const timeoutMs = 120_000;

/**
 * Sends one request as it is, with none of the headers that `fetch` adds.
 *
 * @throws if no whole answer comes within two minutes
 */
export async function send(url: string, options: RequestOptions = {}): Promise<Answer> {
	const { body } = options;
	// An iterable can be read once only.
	const repeatable = isChunked(body) ? { ...options, body: [...body] } : options;
	for (let attempt = 1; ; attempt++) {
		const answer = await sendOnce(url, repeatable);
		if (!neverArrived(answer) || attempt === 3) return answer;
	}
}

/**
 * Reports whether wrangler itself answered, since its proxy used a connection to the site that the
 * site had just closed after 5 s without a request. wrangler retries such a GET, but no POST.
 */
function neverArrived({ status, headers, text }: Answer): boolean {
	const isOfSite = headers['x-request-id'] !== undefined;
	return status === 500 && !isOfSite && text.startsWith('Error: Network connection lost.');
}

function isChunked(body: RequestOptions['body']): body is Iterable<Uint8Array> {
	return body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
}

function sendOnce(url: string, options: RequestOptions): Promise<Answer> {
	const { method = 'GET', headers = {}, body, client = randomAddress() } = options;
	const isInChunks = isChunked(body);
	const fields = {
		'CF-Connecting-IP': client,
		// Node frames a body by itself for some methods only.
		...(isInChunks && { 'Transfer-Encoding': 'chunked' }),
		...(body !== undefined && !isInChunks && { 'Content-Length': String(Buffer.byteLength(body)) }),
		...headers,
	};
	return new Promise((resolve, reject) => {
		const outgoing = request(
			url,
			{ agent, method, headers: fields, timeout: timeoutMs },
			(incoming) => {
				const chunks: Buffer[] = [];
				incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
				incoming.on('error', reject);
				incoming.on('end', () =>
					resolve({
						status: incoming.statusCode ?? 0,
						headers: incoming.headers,
						text: Buffer.concat(chunks).toString(),
					}),
				);
			},
		);
		outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer from ${url}`)));
		outgoing.on('error', reject);
		if (isChunked(body)) {
			for (const chunk of body) outgoing.write(chunk);
			outgoing.end();
		} else outgoing.end(body);
	});
}

/** Sends a POST; the options are those of {@link send}. */
export function post(url: string, options: RequestOptions = {}): Promise<Answer> {
	return send(url, { method: 'POST', ...options });
}

/** The header of a JSON body, of a form's body, and of a browser that asks for a page. */
export const json = { 'Content-Type': 'application/json' };
export const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
export const browser = {
	Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
};

/** An address of 10.0.0.0/8 at random. */
export function randomAddress(): string {
	return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}

/** A name that no other test uses. */
export function freshName(prefix = 'test'): string {
	return `${prefix}-${randomBytes(8).toString('hex')}`;
}

/** Reads a counter's value. */
export async function counterValue(site: string, name: string): Promise<number> {
	const { status, text } = await send(`${site}/api/${name}/value`);
	if (status !== 200) throw new Error(`${status} ${text}`);
	return (JSON.parse(text) as { value: number }).value;
}
