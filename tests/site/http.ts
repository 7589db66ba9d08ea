import { randomBytes, randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';

/** An answer, whole. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
}

export interface Question {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string | string[]>>;
	readonly body?: string | Uint8Array | Iterable<Uint8Array>;
	/** The client's address; a random one if absent, so that no test uses up another's budget. */
	readonly client?: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Sends one request as it is, with none of the headers that `fetch` adds.
 *
 * @throws if no whole answer comes, after half a minute at the latest
 */
export function send(url: string, question: Question = {}): Promise<Answer> {
	const { method = 'GET', headers = {}, body, client = randomAddress() } = question;
	const whole = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
	const fields = {
		'CF-Connecting-IP': client,
		// Node frames a body by itself for some methods only.
		...(!whole && { 'Transfer-Encoding': 'chunked' }),
		...(whole && body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
		...headers,
	};
	return new Promise((resolve, reject) => {
		const outgoing = request(
			url,
			{ agent, method, headers: fields, timeout: 30_000 },
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
		if (whole) outgoing.end(body);
		else {
			for (const chunk of body) outgoing.write(chunk);
			outgoing.end();
		}
	});
}

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
