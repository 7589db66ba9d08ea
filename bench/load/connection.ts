import { connect, type Socket } from 'node:net';

/** A keep-alive connection that sends one request at a time. */
export interface Connection {
	/** Sends a request as it stands and resolves with the whole answer. */
	ask(request: Uint8Array): Promise<Answer>;
	close(): void;
}

export interface Answer {
	readonly status: number;
	/** The bytes after the head, with the marks of chunks if there are any. */
	readonly body: Buffer;
}

/** As workerd spells it. */
const lengthField = Buffer.from('\r\nContent-Length: ');
const headEnd = Buffer.from('\r\n\r\n');
/** The last chunk; the pages of the bench hold no carriage return, so nothing else looks like it. */
const lastChunk = Buffer.from('0\r\n\r\n');

/**
 * Opens a connection. Reading an answer costs as little as can be, since the load shares the
 * processor with what it measures.
 */
export function openConnection(port: number): Promise<Connection> {
	const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
	let received: Buffer = Buffer.alloc(0);
	let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

	function settle(): void {
		const answer = readAnswer(received);
		if (!answer || !waiting) return;
		received = Buffer.alloc(0);
		const { resolve } = waiting;
		waiting = undefined;
		resolve(answer);
	}
	socket.on('data', (piece: Buffer) => {
		received = received.length === 0 ? piece : Buffer.concat([received, piece]);
		settle();
	});
	socket.on('close', () => waiting?.reject(new Error('The connection was closed.')));

	return new Promise((resolve, reject) => {
		socket.once('error', reject);
		socket.once('connect', () =>
			resolve({
				ask(request) {
					socket.write(request);
					return new Promise((resolve, reject) => {
						waiting = { resolve, reject };
					});
				},
				close: () => socket.destroy(),
			}),
		);
	});
}

/** Reads an answer, or returns `undefined` while a part of it is missing. */
function readAnswer(received: Buffer): Answer | undefined {
	const end = received.indexOf(headEnd);
	if (end < 0) return undefined;
	const body = received.subarray(end + headEnd.length);
	const lengthAt = received.indexOf(lengthField);
	const isWhole =
		lengthAt < 0 || lengthAt > end
			? body.subarray(-lastChunk.length).equals(lastChunk)
			: body.length >=
				Number.parseInt(received.toString('latin1', lengthAt + 18, lengthAt + 28), 10);
	return isWhole ? { status: Number(received.toString('latin1', 9, 12)), body } : undefined;
}

/** Spells a request from one of many clients. */
export function spellRequest(
	method: string,
	path: string,
	client: number,
	fields: readonly string[] = [],
): Uint8Array {
	const lines = [
		`${method} ${path} HTTP/1.1`,
		'Host: localhost',
		`CF-Connecting-IP: ${address(client)}`,
		...(method === 'POST' ? ['Content-Length: 0'] : []),
		...fields,
	];
	return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

/** The address of a client, of 10.0.0.0/8. */
export function address(client: number): string {
	return `10.${(client >> 16) & 255}.${(client >> 8) & 255}.${client & 255}`;
}
