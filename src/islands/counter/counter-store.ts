import type { LiveMessage } from '../../core/contract/answers';
import { isBlocked, refusal } from '../shared/notice';
import {
	type CardState,
	confirm,
	enqueue,
	initialCard,
	nextWrite,
	receive,
	reject,
} from './card-state';
import { type Reading, readValue, type WriteOutcome } from './client';
import { subscribe } from './live';
import { createOutbox } from './outbox';
import { msUntilNextWrite } from './pacing';

/** What a card says of a write that got no answer for too long. */
const givenUp = 'No answer for five minutes: what you pressed may not have been counted.';

type Listener = (state: CardState) => void;

/** One counter of this page: all its cards share one state, one queue of writes and one socket. */
export interface CounterStore {
	/** Counts a click at once and sends it. */
	change(change: number): void;
	/** Calls the listener with the state, now and after each change, until the returned function is called. */
	subscribe(listener: Listener): () => void;
	/** Keeps the live connection open while the page is shown, until the returned function is called. */
	watch(): () => void;
}

/** The counters of this page by name; they last as long as the page. */
const stores = new Map<string, CounterStore>();

/**
 * Returns the store of a counter, and creates it with the value in the HTML if there is none.
 *
 * @param step the largest amount of one write, if its owner has set one
 */
export function counterStore(
	name: string,
	value: number | undefined,
	step: number | undefined,
): CounterStore {
	const store = stores.get(name) ?? createStore(name, value, step);
	stores.set(name, store);
	return store;
}

function createStore(
	name: string,
	value: number | undefined,
	step: number | undefined,
): CounterStore {
	const listeners = new Set<Listener>();
	let state = initialCard(value, step);
	/** How many cards are in view. */
	let watching = 0;
	/** Runs when the next write is due; `undefined` if none waits. */
	let timer: ReturnType<typeof setTimeout> | undefined;
	/** How many writes are not answered: at most one, but for a page that is left. */
	let unanswered = 0;

	const live = subscribe(name, onMessage);
	const outbox = createOutbox(name, (isWaiting) => update({ ...state, isWaiting }));

	function update(next: CardState): void {
		state = next;
		for (const listener of listeners) listener(state);
	}

	function onMessage(message: Reading | LiveMessage | undefined): void {
		const watchers = message && 'watchers' in message ? message.watchers : undefined;
		update({ ...(message ? receive(state, message) : state), watchers });
		if (message) outbox.retryNow();
	}

	/**
	 * Sends what is queued when it is due; at once on a page that is left, since its scripts may never
	 * run again.
	 */
	function schedule(): void {
		const wait = msUntilNextWrite();
		if (wait === 0 || document.hidden) void send();
		else timer ??= setTimeout(send, wait);
	}

	async function send(): Promise<void> {
		clearTimeout(timer);
		timer = undefined;
		const [next, write] = nextWrite(state, document.hidden);
		if (!write) return;
		update(next);
		unanswered++;
		const outcome = await outbox.send(write);
		unanswered--;
		if ('counted' in outcome) {
			// While another write is unanswered, the answer may not end it.
			update((unanswered === 0 ? confirm : receive)(state, outcome.counted));
			schedule();
			return;
		}
		if ('refused' in outcome) {
			refuse(outcome.refused.title, outcome.refused.retryAfter);
			return;
		}
		// Only the counter knows whether the write counted; until it answers the change stays pending.
		const reading = await readValue(name);
		if (typeof reading === 'object') update(receive(state, reading));
		refuse(outcome.unknown?.title ?? givenUp, outcome.unknown?.retryAfter);
	}

	/** Takes over the outcome of a write that an earlier page sent; the value may include it already. */
	function takeOver(outcome: WriteOutcome): void {
		if ('counted' in outcome) update(receive(state, outcome.counted));
		else if ('unknown' in outcome) {
			update({ ...state, notice: { text: outcome.unknown?.title ?? givenUp } });
		}
	}

	function refuse(text: string, retryAfter: number | undefined): void {
		const notice = refusal(text, retryAfter, performance.now());
		update(reject(state, notice));
		if (retryAfter === undefined) return;
		setTimeout(() => {
			if (state.notice === notice) update({ ...state, notice: undefined });
		}, retryAfter * 1000);
	}

	function onVisibilityChange(): void {
		live.setOpen(watching > 0 && !document.hidden);
		if (document.hidden) schedule();
		else outbox.retryNow();
	}

	document.addEventListener('visibilitychange', onVisibilityChange);
	for (const outcome of outbox.sendKept()) void outcome.then(takeOver);

	return {
		change(change) {
			if (isBlocked(state.notice, performance.now())) return;
			update(enqueue(state, change));
			schedule();
		},
		subscribe(listener) {
			listeners.add(listener);
			listener(state);
			return () => listeners.delete(listener);
		},
		watch() {
			watching++;
			onVisibilityChange();
			return () => {
				watching--;
				onVisibilityChange();
			};
		},
	};
}
