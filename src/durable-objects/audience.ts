import { livePing } from '../core/contract/answers';
import { clientKeyField } from '../core/limits/client-key';
import { createJoinBudget } from '../core/limits/join-budget';

/** The most sockets that one client may have open to one counter. */
export const socketsPerClient = 10;

/** The most sockets that one counter takes; the platform's own limit is 32,768. */
const socketsPerCounter = 5000;

/** How many clients are known by the times at which they opened sockets. */
const knownClients = 10_000;

/** How long a socket may be silent before its place can go to another, in milliseconds. */
const silenceLimit = 60_000;

/** The shortest time between two searches of all sockets for silent ones, in milliseconds. */
export const searchInterval = 10_000;

/** Close codes of RFC 6455, section 7.4.1. */
export const closeCodes = {
	normal: 1000,
	goingAway: 1001,
	unsupportedData: 1003,
	policyViolation: 1008,
	tooBig: 1009,
};

/** What is kept with a socket while the object is not in memory. */
interface Attachment {
	/** When the socket was opened, in epoch milliseconds. */
	readonly opened: number;
}

/** The sockets of one counter. */
export interface Audience {
	/**
	 * Opens a socket, or refuses with 426, 429 or 503.
	 *
	 * @returns the answer, and our end of the socket if it is opened
	 */
	join(request: Request): { readonly answer: Response; readonly socket?: WebSocket };
	/** Closes our end of a socket. */
	close(socket: WebSocket, code: number, reason?: string): void;
	/** The sockets that are open. */
	sockets(): ReadonlySet<WebSocket>;
}

/**
 * Keeps the sockets of a counter.
 *
 * They belong to the runtime (the hibernation API): while nothing happens the object leaves memory
 * and they stay open. So what must be known about a socket is kept with it, as its tag and its
 * attachment. The set of all sockets is read from the runtime once after waking and then kept up to
 * date, so that opening and closing one takes the same time however many there are.
 *
 * @param capacity how many sockets are taken in all
 */
export function createAudience(ctx: DurableObjectState, capacity = socketsPerCounter): Audience {
	let open: Set<WebSocket> | undefined;
	let searched = Number.NEGATIVE_INFINITY;
	/**
	 * In memory only: an object without a call for some seconds may forget it, and is not busy. It is
	 * this counter's own, since opening sockets to many counters costs each of them what a read does.
	 */
	const budget = createJoinBudget(knownClients);

	function sockets(): Set<WebSocket> {
		open ??= new Set(ctx.getWebSockets().filter(isOpen));
		return open;
	}

	function close(socket: WebSocket, code: number, reason?: string): void {
		sockets().delete(socket);
		socket.close(code, reason);
	}

	/** Whether a client was last seen on a socket too long ago: at a ping, else at the opening. */
	function isSilent(socket: WebSocket): boolean {
		const { opened } = socket.deserializeAttachment() as Attachment;
		const seen = ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? opened;
		// A time in the future is from before the clock went back; a ping since then would have replaced it.
		return Math.abs(Date.now() - seen) > silenceLimit;
	}

	/** Closes silent sockets, whose clients may be gone; returns whether there were any. */
	function closeSilent(candidates: Iterable<WebSocket>): boolean {
		const silent = [...candidates].filter(isSilent);
		for (const socket of silent) close(socket, closeCodes.goingAway, 'silent for too long');
		return silent.length > 0;
	}

	/** Whether the counter takes one more socket. All are searched for silent ones, but not often. */
	function hasRoom(): boolean {
		if (sockets().size < capacity) return true;
		if (Math.abs(Date.now() - searched) < searchInterval) return false;
		searched = Date.now();
		return closeSilent(sockets());
	}

	/** Whether a client may have one more socket open. */
	function hasRoomFor(client: string): boolean {
		const own = ctx.getWebSockets(client).filter(isOpen);
		return own.length < socketsPerClient || closeSilent(own);
	}

	return {
		// #region join
		join(request) {
			const client = request.headers.get(clientKeyField);
			if (request.headers.get('Upgrade') !== 'websocket' || client === null) {
				return { answer: new Response(null, { status: 426 }) };
			}
			const wait = budget.join(client, Date.now());
			if (wait > 0) {
				const headers = { 'Retry-After': String(Math.ceil(wait / 1000)) };
				return { answer: new Response(null, { status: 429, headers }) };
			}
			if (!hasRoomFor(client)) return { answer: new Response(null, { status: 429 }) };
			if (!hasRoom()) return { answer: new Response(null, { status: 503 }) };

			const { 0: theirs, 1: ours } = new WebSocketPair();
			// The runtime answers pings by itself: they neither wake the object nor are billed.
			ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(livePing.ping, livePing.pong));
			ctx.acceptWebSocket(ours, [client]);
			ours.serializeAttachment({ opened: Date.now() } satisfies Attachment);
			sockets().add(ours);
			return { answer: new Response(null, { status: 101, webSocket: theirs }), socket: ours };
		},
		// #endregion join

		close,
		sockets,
	};
}

function isOpen({ readyState }: WebSocket): boolean {
	return readyState === WebSocket.OPEN;
}
