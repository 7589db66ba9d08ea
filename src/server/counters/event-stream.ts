import { type LiveMessage, livePing } from '../../core/contract/answers';
import { stateKey } from '../../core/http/state-key';
import { formatEvent, formatRetry, heartbeat } from '../../core/http/event-stream';

/** How often the object’s socket is checked, and the client sent something, in milliseconds. */
const checkInterval = 25_000;

/** How long a client waits before it comes back, in milliseconds, and how much longer at random. */
const retryAfter = { least: 2000, more: 3000 };

/** The part of a socket that a stream needs. */
export type LiveSocket = Pick<WebSocket, 'accept' | 'addEventListener' | 'send' | 'close'>;

/**
 * Passes on the messages of a counter's socket as server-sent events, until either end is gone. The
 * socket is held here, outside the object, which can therefore hibernate between two changes.
 *
 * A client that reads slowly gets the newest message and not all of them: nothing piles up.
 *
 * @param lastId the id of the event that the client has seen last; that one is not sent again
 * @param signal of the request, which is aborted when the client is gone, also while nothing is sent to it
 */
// #region stream
export function eventStream(
	socket: LiveSocket,
	lastId: string | null,
	signal: AbortSignal,
	interval = checkInterval,
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	/** The newest event that the client has not taken yet. */
	let pending: string | undefined;
	let isFirst = true;
	let hasAnswered = true;
	let isOpen = true;
	let timer: ReturnType<typeof setInterval> | undefined;

	function flush(controller: ReadableStreamDefaultController<Uint8Array>): void {
		if (pending === undefined || (controller.desiredSize ?? 0) <= 0) return;
		const event = encoder.encode(pending);
		// A client that is waiting takes it at once, and asks for the next one before this returns.
		pending = undefined;
		controller.enqueue(event);
	}

	function receive(text: string): void {
		if (text === livePing.pong) {
			hasAnswered = true;
			pending ??= heartbeat;
			return;
		}
		const id = stateKey(JSON.parse(text) as LiveMessage);
		const isKnown = isFirst && id === lastId;
		isFirst = false;
		if (!isKnown) pending = formatEvent(id, text);
	}

	/** Asks the object's end for a sign of life, which the runtime gives without waking the object. */
	function check(end: () => void): void {
		if (hasAnswered) {
			hasAnswered = false;
			socket.send(livePing.ping);
		} else end();
	}

	function stop(): void {
		if (!isOpen) return;
		isOpen = false;
		clearInterval(timer);
		socket.close();
	}

	return new ReadableStream<Uint8Array>({
		start(controller) {
			const end = (): void => {
				if (!isOpen) return;
				stop();
				controller.close();
			};
			pending = formatRetry(Math.round(retryAfter.least + Math.random() * retryAfter.more));
			flush(controller);
			socket.addEventListener('message', ({ data }) => {
				receive(String(data));
				flush(controller);
			});
			signal.addEventListener('abort', stop);
			socket.addEventListener('close', end);
			socket.addEventListener('error', end);
			socket.accept();
			timer = setInterval(() => check(end), interval);
		},
		pull: flush,
		cancel: stop,
	});
}
// #endregion stream
