import type { LiveMessage } from '../core/contract/answers';
import { roundInterval, roundWait, type Update } from '../core/objects/broadcast-rounds';
import { closeCodes, createAudience } from './audience';
import { noRecorder, type Recorder } from './recorder';

/**
 * The longest message that is refused as unexpected, in UTF-16 code units; a longer one is refused
 * as too big.
 */
const maxMessageLength = 1024;

/** The watchers of one counter. */
export interface Broadcast {
	/** Opens a socket and sends it the counter at once, or refuses with 426, 429 or 503. */
	accept(request: Request): Response;
	/** Sends the counter to every watcher: now, or at the end of the interval. */
	announce(): void;
	/** Sends the counter again, though it has not changed: the tasks that watchers may ask for have. */
	resend(): void;
	/** Closes a socket that sent anything but a ping. */
	refuseMessage(socket: WebSocket, message: string | ArrayBuffer): void;
	/** Closes our end of a socket whose other end was closed or failed. */
	drop(socket: WebSocket): void;
	/** How many sockets are open. */
	watchers(): number;
}

/**
 * Sends the state of a counter to its watchers, in rounds.
 *
 * A round goes out at once if the last one was long enough ago; otherwise one timer is set for the
 * end of the interval, and all changes until then share one message. So the messages to a watcher do
 * not grow with the writes, those of a second do not grow with the audience, the last value is always
 * sent, and an object with nothing to send has no timer that would keep it in memory.
 *
 * Who joins gets the counter at once, alone. That the audience has changed is worth a round every two
 * seconds, so that one client that comes and goes cannot make the counter write to all others.
 *
 * @param current reads the counter
 * @param recorder records every round, and every socket that comes or goes
 * @param capacity how many sockets are taken in all; as many as a counter takes if absent
 */
export function createBroadcast(
	ctx: DurableObjectState,
	current: () => Omit<LiveMessage, 'watchers'>,
	recorder: Pick<Recorder, 'note'> = noRecorder,
	capacity?: number,
): Broadcast {
	const audience = createAudience(ctx, capacity);
	const watchers = (): number => audience.sockets().size;
	let lastRound = Number.NEGATIVE_INFINITY;
	/** The last message, if all watchers have it; `undefined` after a new one has joined. */
	let lastText: string | undefined;
	/** What the round that the timer is set for reports. */
	let pending: Update | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function serialize(): string {
		const { value, version, epoch } = current();
		return JSON.stringify({ value, version, epoch, watchers: watchers() } satisfies LiveMessage);
	}

	function send(socket: WebSocket, text: string): void {
		try {
			socket.send(text);
		} catch {
			// The socket broke just now; `webSocketClose` or `webSocketError` follows.
		}
	}

	// #region round
	function round(): void {
		clearTimeout(timer);
		pending = undefined;
		const text = serialize();
		if (text === lastText) return;
		lastText = text;
		lastRound = Date.now();
		for (const socket of audience.sockets()) send(socket, text);
		recorder.note({ event: 'round', watchers: watchers() });
	}

	/** Sends a round now, or sets the timer for it; returns whether it went out at once. */
	function announce(update: Update): boolean {
		if (watchers() === 0 || pending === 'value' || pending === update) return false;
		const wait = roundWait(lastRound, Date.now(), roundInterval(update, watchers()));
		if (wait === 0) {
			round();
			return true;
		}
		clearTimeout(timer);
		timer = setTimeout(round, wait);
		pending = update;
		return false;
	}
	// #endregion round

	return {
		// #region accept
		accept(request) {
			const { answer, socket } = audience.join(request);
			if (socket) {
				recorder.note({ event: 'socket', watchers: watchers() });
				lastText = undefined;
				if (!announce('audience')) send(socket, serialize());
			}
			return answer;
		},
		// #endregion accept

		announce() {
			announce('value');
		},

		resend() {
			lastText = undefined;
			announce('value');
		},

		refuseMessage(socket, message) {
			const { unsupportedData, tooBig, policyViolation } = closeCodes;
			if (typeof message !== 'string') audience.close(socket, unsupportedData, 'text only');
			else if (message.length > maxMessageLength) audience.close(socket, tooBig, 'too long');
			else audience.close(socket, policyViolation, 'watchers only listen');
			announce('audience');
		},

		drop(socket) {
			// Completes the closing handshake, for which the other end waits. Where the runtime has done so
			// itself (from compatibility date 2026-04-07 on, for sockets it does not hibernate), it does nothing.
			audience.close(socket, closeCodes.normal);
			recorder.note({ event: 'socket', watchers: watchers() });
			announce('audience');
		},

		watchers,
	};
}
