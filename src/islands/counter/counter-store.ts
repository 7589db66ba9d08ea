import type { LiveMessage } from '../../core/contract/api';
import {
	type CardState,
	counted,
	initialCard,
	isBlocked,
	nextWrite,
	notCounted,
	pressed,
	type Reading,
	refusal,
	told,
} from './card-state';
import { listen } from './live';
import { readValue } from './client';
import { postChange, untilTurn } from './post';

/** Takes every new state of a counter; it also stands for the card that shows it. */
export type Show = (state: CardState) => void;

/** One counter on this page: all its cards share one state, one queue of writes and one socket. */
export interface CounterStore {
	/** Counts a click at once and sends it. */
	press(change: number): void;
	/** Keeps a card up to date. */
	join(show: Show): void;
	/** Notes whether a card can be seen: news is only listened to while one can. */
	setVisible(show: Show, isVisible: boolean): void;
}

/** The counters of this page by name. */
const stores = new Map<string, CounterStore>();

/** Returns the counter of this page that has a name, and makes it with a value if it is not there. */
export function counterStore(name: string, value?: number): CounterStore {
	const store = stores.get(name) ?? createStore(name, value);
	stores.set(name, store);
	return store;
}

function createStore(name: string, value: number | undefined): CounterStore {
	const cards = new Set<Show>();
	const visible = new Set<Show>();
	let state = initialCard(value);
	/** Until the next write is due; `undefined` if none waits. */
	let turn: ReturnType<typeof setTimeout> | undefined;
	/** How many writes are on their way: one, but for a page that is left. */
	let flights = 0;

	const live = listen(name, hear);

	function become(next: CardState): void {
		state = next;
		for (const show of cards) show(state);
	}

	function hear(news: Reading | LiveMessage | undefined): void {
		const watchers = news && 'watchers' in news ? news.watchers : undefined;
		become({ ...(news ? told(state, news) : state), watchers });
	}

	/**
	 * Sends what is queued as soon as it is due; at once on a page that is left, since that may never
	 * run again.
	 */
	function schedule(): void {
		const wait = untilTurn();
		if (wait === 0 || document.hidden) void send();
		else turn ??= setTimeout(send, wait);
	}

	async function send(): Promise<void> {
		clearTimeout(turn);
		turn = undefined;
		const [next, write] = nextWrite(state, document.hidden);
		if (!write) return;
		become(next);
		flights++;
		const outcome = await postChange(name, write);
		flights--;
		if ('counted' in outcome) {
			// With another one still on its way the answer is news like any other.
			become((flights === 0 ? counted : told)(state, outcome.counted));
			schedule();
			return;
		}
		if ('refused' in outcome) {
			refuse(outcome.refused.title, outcome.refused.retryAfter);
			return;
		}
		// Whether it counted is for the counter to say; until then the change stays on its way.
		const reading = await readValue(name);
		if (typeof reading === 'object') become(told(state, reading));
		refuse(
			outcome.unknown?.title ?? 'No answer came. This is the last known value.',
			outcome.unknown?.retryAfter,
		);
	}

	function refuse(text: string, retryAfter: number | undefined): void {
		const notice = refusal(text, retryAfter, Date.now());
		become(notCounted(state, notice));
		if (retryAfter === undefined) return;
		setTimeout(() => {
			if (state.notice === notice) become({ ...state, notice: undefined });
		}, retryAfter * 1000);
	}

	function follow(): void {
		live.setOpen(visible.size > 0 && !document.hidden);
		if (document.hidden) schedule();
	}

	document.addEventListener('visibilitychange', follow);

	return {
		press(change) {
			if (isBlocked(state.notice, Date.now())) return;
			become(pressed(state, change));
			schedule();
		},
		join(show) {
			cards.add(show);
			show(state);
		},
		setVisible(show, isVisible) {
			if (isVisible) visible.add(show);
			else visible.delete(show);
			follow();
		},
	};
}
