import { type CounterValue, type LiveMessage, livePing } from '../core/contract/api';
import { clientKeyField } from '../core/limits/client-key';

/** The most sockets that one client may have open to one counter. */
export const socketsPerClient = 10;

/** The most sockets that one counter takes; the platform's own limit is 32,768. */
export const socketsPerCounter = 5000;

/**
 * The shortest time between two broadcasts, in milliseconds. Together with the first message of a
 * new watcher that makes at most 18 messages in any second.
 */
export const flushInterval = 60;

/** How long a socket may be silent before its place can go to another, in milliseconds. */
const silenceLimit = 60_000;

/** Close codes of RFC 6455, section 7.4.1. */
const closeCodes = {
	normal: 1000,
	goingAway: 1001,
	unsupportedData: 1003,
	policyViolation: 1008,
	tooBig: 1009,
};

/**
 * The longest message that is refused as unexpected, in UTF-16 code units; a longer one is refused
 * as too big.
 */
const maxMessageLength = 1024;

/** What is kept with a socket while the object is not in memory. */
interface Attachment {
	/** When the socket was opened, in epoch milliseconds. */
	readonly opened: number;
}

/** The watchers of one counter. */
export interface Broadcast {
	/** Opens a socket and sends it the counter at once, or refuses with 426, 429 or 503. */
	accept(request: Request): Response;
	/** Sends the counter to every watcher: now, or at the end of the interval. */
	announce(): void;
	/** Closes a socket that sent anything but a ping. */
	refuseMessage(socket: WebSocket, message: string | ArrayBuffer): void;
	/** Closes our end of a socket whose other end was closed or failed. */
	drop(socket: WebSocket): void;
	/** How many sockets are open. */
	watchers(): number;
}

/**
 * Sends the state of a counter to its watchers.
 *
 * The sockets belong to the runtime (the hibernation API): while nothing happens the object leaves
 * memory and they stay open. So everything about a socket is read from `ctx`, and nothing is kept
 * in a field. A message goes out at once if the last broadcast was long enough ago; otherwise one
 * timer is set for the end of the interval, and all changes until then share one message. So the
 * messages to a watcher do not grow with the writes, the last value is always sent, and an object
 * with nothing to send has no timer that would keep it in memory.
 *
 * @param current reads the counter
 * @param capacity how many sockets are taken in all
 */
export function createBroadcast(
	ctx: DurableObjectState,
	current: () => CounterValue & { readonly version: number },
	capacity = socketsPerCounter,
): Broadcast {
	let lastFlush = Number.NEGATIVE_INFINITY;
	/** The last message, if all watchers have it; `undefined` after a new one has joined. */
	let lastText: string | undefined;
	let isPending = false;
	/** Whether any socket may be open; read from the runtime once, since most counters have none. */
	let hasSockets: boolean | undefined;

	function openSockets(tag?: string): WebSocket[] {
		return ctx.getWebSockets(tag).filter(({ readyState }) => readyState === WebSocket.OPEN);
	}

	function serialize(watchers: number): string {
		const { value, version } = current();
		return JSON.stringify({ value, version, watchers } satisfies LiveMessage);
	}

	function send(socket: WebSocket, text: string): void {
		try {
			socket.send(text);
		} catch {
			// The socket broke just now; `webSocketClose` or `webSocketError` follows.
		}
	}

	// #region flush
	function flush(): void {
		isPending = false;
		const sockets = openSockets();
		hasSockets = sockets.length > 0;
		const text = serialize(sockets.length);
		if (text === lastText) return;
		lastText = text;
		lastFlush = Date.now();
		for (const socket of sockets) send(socket, text);
	}

	/** Sends now, or sets the timer unless it is set; returns whether the message went out at once. */
	function announce(): boolean {
		hasSockets ??= ctx.getWebSockets().length > 0;
		if (isPending || !hasSockets) return false;
		const wait = lastFlush + flushInterval - Date.now();
		if (wait <= 0) {
			flush();
			return true;
		}
		isPending = true;
		setTimeout(flush, Math.min(wait, flushInterval));
		return false;
	}
	// #endregion flush

	/** When a client was last seen on a socket: at its last ping, else at the opening. */
	function lastSeen(socket: WebSocket): number {
		const { opened } = socket.deserializeAttachment() as Attachment;
		return ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? opened;
	}

	/** Whether a client may open one more socket. Silent ones are closed: their client may be gone. */
	function hasRoomFor(client: string): boolean {
		const sockets = openSockets(client);
		if (sockets.length < socketsPerClient) return true;
		const silent = sockets.filter((socket) => lastSeen(socket) < Date.now() - silenceLimit);
		for (const socket of silent) socket.close(closeCodes.goingAway, 'silent for too long');
		return silent.length > 0;
	}

	return {
		// #region accept
		accept(request) {
			const client = request.headers.get(clientKeyField);
			if (request.headers.get('Upgrade') !== 'websocket' || client === null) {
				return new Response(null, { status: 426 });
			}
			if (!hasRoomFor(client)) return new Response(null, { status: 429 });
			if (ctx.getWebSockets().length >= capacity) {
				return new Response(null, { status: 503 });
			}

			const { 0: theirs, 1: ours } = new WebSocketPair();
			// The runtime answers pings by itself: they neither wake the object nor are billed.
			ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(livePing.ping, livePing.pong));
			ctx.acceptWebSocket(ours, [client]);
			ours.serializeAttachment({ opened: Date.now() } satisfies Attachment);

			lastText = undefined;
			hasSockets = true;
			if (!announce()) send(ours, serialize(openSockets().length));
			return new Response(null, { status: 101, webSocket: theirs });
		},
		// #endregion accept

		announce,

		refuseMessage(socket, message) {
			if (typeof message !== 'string') socket.close(closeCodes.unsupportedData, 'text only');
			else if (message.length > maxMessageLength) socket.close(closeCodes.tooBig, 'too long');
			else socket.close(closeCodes.policyViolation, 'watchers only listen');
			announce();
		},

		drop(socket) {
			// Completes the closing handshake, for which the other end waits.
			socket.close(closeCodes.normal);
			announce();
		},

		watchers: () => openSockets().length,
	};
}
