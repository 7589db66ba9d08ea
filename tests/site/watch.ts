import type { LiveMessage } from '../../src/core/contract/answers';
import { randomAddress } from './http';

/** A WebSocket on a counter. */
export interface Watcher {
	/** The messages that it has received, the oldest first. */
	readonly messages: readonly LiveMessage[];
	close(): void;
}

/** Opens a WebSocket on a counter, as a client with an address of its own unless the headers say. */
export function watch(
	site: string,
	name: string,
	headers: Readonly<Record<string, string>> = {},
): Promise<Watcher> {
	const address = `${site.replace(/^http/, 'ws')}/api/${name}/live`;
	// Node's own takes headers, which a browser's does not.
	const socket = Reflect.construct(WebSocket, [
		address,
		{ headers: { 'CF-Connecting-IP': randomAddress(), ...headers } },
	]) as WebSocket;
	const messages: LiveMessage[] = [];
	socket.addEventListener('message', ({ data }) => void messages.push(JSON.parse(String(data))));
	return new Promise((resolve, reject) => {
		socket.addEventListener('error', () => reject(new Error('refused')));
		socket.addEventListener('open', () => resolve({ messages, close: () => socket.close() }));
	});
}
