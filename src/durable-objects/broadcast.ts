import { type CounterValue, type LiveMessage, livePing } from '../core/contract/api';
import { clientKeyField } from '../core/limits/client-key';

/** The most sockets that one client may have open to one counter. */
export const socketsPerClient = 10;

/** The most sockets that one counter takes; the platform's own limit is 32,768. */
export const socketsPerCounter = 5000;

/**
 * The shortest time between two rounds of news, in milliseconds. With the greeting of a new watcher
 * that makes at most 18 messages in any second.
 */
export const roundInterval = 60;

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

/** The longest text that is called junk; what is longer is too big. In UTF-16 code units. */
const junkMaxLength = 1024;

/** What is kept with a socket while the object sleeps. */
interface Attachment {
	/** When it was opened, in epoch milliseconds. */
	readonly opened: number;
}

/** The watchers of one counter. */
export interface Broadcast {
	/** Opens a socket and tells it the news at once, or refuses with 426, 429 or 503. */
	accept(request: Request): Response;
	/** Tells every watcher the news: now, or together with whatever else happens in this round. */
	announce(): void;
	/** Closes a socket that said anything: watchers listen. */
	refuseMessage(socket: WebSocket, message: string | ArrayBuffer): void;
	/** Closes our end of a socket whose other end was closed or failed. */
	drop(socket: WebSocket): void;
	/** How many sockets are open. */
	watchers(): number;
}

/**
 * Tells everybody who watches a counter what it has become.
 *
 * The sockets belong to the runtime (the hibernation API): while nothing happens the object leaves
 * memory and they stay open, which is why everything here is asked of `ctx` and nothing about a
 * socket is kept in a field. A round of news goes out at once if the last one was long enough ago;
 * otherwise one timer is set for the end of the interval and what happens until then goes out with
 * it. So a round costs one message a watcher however many writes came, the last value always
 * arrives, and an object with nothing left to say has no timer that would keep it awake.
 *
 * @param current reads the counter
 * @param capacity how many sockets are taken in all
 */
export function createBroadcast(
	ctx: DurableObjectState,
	current: () => CounterValue & { readonly version: number },
	capacity = socketsPerCounter,
): Broadcast {
	let lastRound = Number.NEGATIVE_INFINITY;
	/** What everybody was told last; `undefined` if not everybody was told the same. */
	let lastText: string | undefined;
	let isPending = false;
	/** Whether anybody may be listening; asked of the runtime once, since most counters have nobody. */
	let hasListeners: boolean | undefined;

	function openSockets(tag?: string): WebSocket[] {
		return ctx.getWebSockets(tag).filter(({ readyState }) => readyState === WebSocket.OPEN);
	}

	function spell(watchers: number): string {
		const { value, version } = current();
		return JSON.stringify({ value, version, watchers } satisfies LiveMessage);
	}

	function tell(socket: WebSocket, text: string): void {
		try {
			socket.send(text);
		} catch {
			// One that broke in this very moment; `webSocketClose` or `webSocketError` follows.
		}
	}

	// #region round
	function round(): void {
		isPending = false;
		const sockets = openSockets();
		hasListeners = sockets.length > 0;
		const text = spell(sockets.length);
		if (text === lastText) return;
		lastText = text;
		lastRound = Date.now();
		for (const socket of sockets) tell(socket, text);
	}

	/** Opens a round, unless one is due; tells whether it went out at once. */
	function announce(): boolean {
		hasListeners ??= ctx.getWebSockets().length > 0;
		if (isPending || !hasListeners) return false;
		const wait = lastRound + roundInterval - Date.now();
		if (wait <= 0) {
			round();
			return true;
		}
		isPending = true;
		setTimeout(round, Math.min(wait, roundInterval));
		return false;
	}
	// #endregion round

	/** When a socket was last known to be alive: its last ping, else its opening. */
	function lastSign(socket: WebSocket): number {
		const { opened } = socket.deserializeAttachment() as Attachment;
		return ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? opened;
	}

	/** Whether a client may open one more socket. Silent ones make room: they may well be dead. */
	function hasRoomFor(client: string): boolean {
		const sockets = openSockets(client);
		if (sockets.length < socketsPerClient) return true;
		const silent = sockets.filter((socket) => lastSign(socket) < Date.now() - silenceLimit);
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
			hasListeners = true;
			if (!announce()) tell(ours, spell(openSockets().length));
			return new Response(null, { status: 101, webSocket: theirs });
		},
		// #endregion accept

		announce,

		refuseMessage(socket, message) {
			if (typeof message !== 'string') socket.close(closeCodes.unsupportedData, 'text only');
			else if (message.length > junkMaxLength) socket.close(closeCodes.tooBig, 'too long');
			else socket.close(closeCodes.policyViolation, 'watchers only listen');
			announce();
		},

		drop(socket) {
			// Without it the other side would wait in vain for the end of the closing handshake.
			socket.close(closeCodes.normal);
			announce();
		},

		watchers: () => openSockets().length,
	};
}
