import { vi, expect } from 'vitest';
import { type LiveMessage, livePing } from '../../src/core/contract/answers';
import { clientKeyField } from '../../src/core/limits/client-key';
import type { Counter } from '../../src/durable-objects/counter';

/** How long a message may take on a busy machine, in milliseconds. */
const timeout = 20_000;

interface Watcher {
	readonly socket: WebSocket;
	/** Every live message so far, in order. */
	readonly messages: LiveMessage[];
	/** Every answer to a ping so far. */
	readonly replies: string[];
	/** The code that the socket is closed with. */
	readonly closed: Promise<number>;
}

/** Asks a counter for a socket. */
export function requestSocket(stub: DurableObjectStub<Counter>, client: string): Promise<Response> {
	const headers = { Upgrade: 'websocket', [clientKeyField]: client };
	return stub.fetch('https://site.example/api/x/live', { headers });
}

/** Opens a socket to a counter and collects what it receives. */
export async function watch(
	stub: DurableObjectStub<Counter>,
	client: string = crypto.randomUUID(),
): Promise<Watcher> {
	const { status, webSocket: socket } = await requestSocket(stub, client);
	if (!socket) throw new Error(`refused with ${status}`);
	const messages: LiveMessage[] = [];
	const replies: string[] = [];
	const closed = new Promise<number>((resolve) => {
		socket.addEventListener('close', ({ code }) => resolve(code));
	});
	socket.addEventListener('message', ({ data }) => {
		if (data === livePing.pong) replies.push(data);
		else messages.push(JSON.parse(String(data)));
	});
	socket.accept();
	return { socket, messages, replies, closed };
}

/** Waits until the last message of a watcher has these members. */
export function receives(
	watcher: Watcher | undefined,
	message: Partial<LiveMessage>,
): Promise<void> {
	return vi.waitFor(() => expect(watcher?.messages.at(-1)).toMatchObject(message), { timeout });
}

/** Waits until a watcher has received one answer to a ping, and no other. */
export function receivesPong(watcher: Watcher): Promise<void> {
	return vi.waitFor(() => expect(watcher.replies).toEqual([livePing.pong]), { timeout });
}
