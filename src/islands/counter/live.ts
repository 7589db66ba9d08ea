import { type LiveMessage, livePing } from '../../core/contract/answers';
import { counterApi } from '../../core/contract/paths';
import { backOff } from './back-off';
import { type Reading, readValue } from './client';

/** How long a socket may take to open or to answer a ping, in milliseconds. */
const timeoutMs = 5000;

/** How long a socket may be silent before a ping is sent, in milliseconds. */
const pingInterval = 25_000;

/** After how many failed tries in a row the value is polled instead. */
const socketTries = 2;

/** After how many polls a socket is tried again. */
const pollsPerSocketTry = 15;

/** The live connection to one counter. */
export interface Subscription {
	/** Opens or closes it; nothing is sent while it is closed. */
	setOpen(isOpen: boolean): void;
}

/**
 * Subscribes to a counter over a WebSocket, or where none can be had by polling. It begins closed.
 * Each socket and each series of polls starts with the current value, so no change is missed.
 *
 * @param onMessage receives every reading, with the number of watchers if that is known; and
 *   `undefined` when the socket is closed
 */
export function subscribe(
	name: string,
	onMessage: (message: Reading | LiveMessage | undefined) => void,
): Subscription {
	let isOpen = false;
	let socket: WebSocket | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	/** Tries in a row that brought no message. */
	let tries = 0;
	/** Whether the last poll failed: then the server cannot be reached at all. */
	let isOffline = false;
	let known: Reading | undefined;

	function after(milliseconds: number, next: () => void): void {
		clearTimeout(timer);
		timer = setTimeout(next, milliseconds);
	}

	function connect(): void {
		close();
		try {
			socket = new WebSocket(location.origin.replace(/^http/, 'ws') + counterApi(name, 'live'));
		} catch {
			onDisconnect();
			return;
		}
		socket.onmessage = ({ data }) => {
			tries = 0;
			if (data !== livePing.pong) emit(JSON.parse(data) as LiveMessage);
			after(pingInterval, ping);
		};
		socket.onclose = onDisconnect;
		after(timeoutMs, onDisconnect);
	}

	function ping(): void {
		socket?.send(livePing.ping);
		after(timeoutMs, onDisconnect);
	}

	function onDisconnect(): void {
		close();
		tries++;
		if (tries < socketTries) after(backOff(tries, Math.random()), connect);
		else void poll();
	}

	async function poll(): Promise<void> {
		const answer = await readValue(name, known);
		if (!isOpen || socket) return;
		const wasOffline = isOffline;
		isOffline = answer === undefined;
		tries++;
		if (answer && answer !== 'unchanged') emit(answer);
		if (answer && (wasOffline || tries % pollsPerSocketTry === 0)) connect();
		else after(backOff(tries, Math.random()), poll);
	}

	function emit(message: Reading | LiveMessage): void {
		known = message;
		onMessage(message);
	}

	/** Closes the socket and cancels what is due next. */
	function close(): void {
		clearTimeout(timer);
		if (!socket) return;
		const closing = socket;
		closing.onmessage = closing.onclose = null;
		// A browser reports it as an error when a socket is closed that is not open yet.
		if (closing.readyState === WebSocket.CONNECTING) closing.onopen = () => closing.close();
		else closing.close();
		socket = undefined;
		onMessage(undefined);
	}

	function restart(): void {
		tries = 0;
		connect();
	}

	return {
		setOpen(next) {
			if (next === isOpen) return;
			isOpen = next;
			if (isOpen) {
				addEventListener('online', restart);
				restart();
			} else {
				removeEventListener('online', restart);
				close();
			}
		},
	};
}
