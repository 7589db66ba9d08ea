import { counterApi, type LiveMessage, livePing } from '../../core/contract/api';
import { backOff } from './back-off';
import type { Reading } from './card-state';
import { readValue } from './client';

/** How long a socket may take to say something when it must, in milliseconds. */
const patience = 5000;

/** How long a socket may be quiet before it is asked whether it is still there, in milliseconds. */
const pingInterval = 25_000;

/** How many tries in a row fail before the value is polled instead. */
const socketTries = 2;

/** How many polls pass before a socket is tried again. */
const pollsPerSocketTry = 15;

/** The way by which the news of one counter come. */
export interface Live {
	/** Opens it or closes it; nothing is sent while it is closed. */
	setOpen(isOpen: boolean): void;
}

/**
 * Listens to a counter: over a WebSocket, or where none can be had by asking again and again.
 *
 * Both ways tell the value as soon as they are open, so whatever was missed is made good.
 *
 * @param hear takes every reading, with the number of watchers if that is known; and `undefined`
 *   when the socket is gone
 */
export function listen(
	name: string,
	hear: (news: Reading | LiveMessage | undefined) => void,
): Live {
	let isOpen = false;
	let socket: WebSocket | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	/** Tries in a row that brought nothing new. */
	let tries = 0;
	/** Whether the last poll failed: then the server is away, not only its sockets. */
	let isAway = false;
	let version: number | undefined;

	function after(milliseconds: number, next: () => void): void {
		clearTimeout(timer);
		timer = setTimeout(next, milliseconds);
	}

	function connect(): void {
		drop();
		try {
			socket = new WebSocket(location.origin.replace(/^http/, 'ws') + counterApi(name, 'live'));
		} catch {
			lost();
			return;
		}
		socket.onmessage = ({ data }) => {
			tries = 0;
			if (data !== livePing.pong) tell(JSON.parse(data) as LiveMessage);
			after(pingInterval, ping);
		};
		socket.onclose = lost;
		after(patience, lost);
	}

	function ping(): void {
		socket?.send(livePing.ping);
		after(patience, lost);
	}

	function lost(): void {
		drop();
		tries++;
		if (tries < socketTries) after(backOff(tries, Math.random()), connect);
		else void poll();
	}

	async function poll(): Promise<void> {
		const answer = await readValue(name, version);
		if (!isOpen || socket) return;
		const wasAway = isAway;
		isAway = answer === undefined;
		tries++;
		if (answer && answer !== 'unchanged') tell(answer);
		if (answer && (wasAway || tries % pollsPerSocketTry === 0)) connect();
		else after(backOff(tries, Math.random()), poll);
	}

	function tell(news: Reading | LiveMessage): void {
		version = news.version;
		hear(news);
	}

	/** Forgets the socket and whatever it was waited for. */
	function drop(): void {
		clearTimeout(timer);
		if (!socket) return;
		const dropped = socket;
		dropped.onmessage = dropped.onclose = null;
		// A browser reports it as an error when a socket is closed that is not open yet.
		if (dropped.readyState === WebSocket.CONNECTING) dropped.onopen = () => dropped.close();
		else dropped.close();
		socket = undefined;
		hear(undefined);
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
				drop();
			}
		},
	};
}
