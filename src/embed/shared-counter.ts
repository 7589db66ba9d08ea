import type { Access } from '../core/contract/access';
import {
	type CardState,
	confirm,
	enqueue,
	initialCard,
	nextWrite,
	receive,
	reject,
} from '../islands/counter/card-state';
import { postChange, readValue } from '../islands/counter/client';
import { isLiked, rememberLike } from './likes';
import { follow } from './follow';

/** How long a refusal is shown that says nothing of time, in seconds. */
const shownFor = 5;

/** What an element shows of its counter. */
export interface Shown {
	readonly card: CardState;
	/** What this page may do; `undefined` while that is not known. */
	readonly access: readonly Access[] | undefined;
	/** Whether this browser has liked it. */
	readonly isLiked: boolean;
}

/** One counter of a page: all elements that show it share one connection and one queue of writes. */
export interface SharedCounter {
	/** Counts a press at once and sends it. */
	change(change: number): void;
	/** Likes the counter, or takes that back. */
	like(): void;
	/** Counts a visit, once for this page. */
	visit(): void;
	/** Calls the listener with the state, now and after each change, until the returned function is called. */
	subscribe(listener: (shown: Shown) => void): () => void;
	/** Keeps the connection open until the returned function is called. */
	watch(): () => void;
}

const counters = new Map<string, SharedCounter>();

/** Returns a counter of this page. */
export function sharedCounter(site: string, name: string): SharedCounter {
	const counter = counters.get(name) ?? createCounter(site, name);
	counters.set(name, counter);
	return counter;
}

function createCounter(site: string, name: string): SharedCounter {
	const address = `${site}/api/${name}`;
	const listeners = new Set<(shown: Shown) => void>();
	let storedLike = isLiked(address);
	let shown: Shown = { card: initialCard(undefined), access: undefined, isLiked: storedLike };
	let watching = 0;
	let unfollow: (() => void) | undefined;
	let isVisitSent = false;

	function update(change: Partial<Shown>): void {
		shown = { ...shown, ...change };
		for (const listener of listeners) listener(shown);
	}

	function change(change: number): void {
		update({ card: enqueue(shown.card, change) });
		void send();
	}

	async function read(): Promise<void> {
		const reading = await readValue(name, undefined, { site });
		if (typeof reading === 'object') update({ card: receive(shown.card, reading) });
	}

	async function send(): Promise<void> {
		const [card, write] = nextWrite(shown.card);
		if (!write) return;
		update({ card });
		const outcome = await postChange(name, write, { site });
		if ('counted' in outcome) {
			update({ card: confirm(shown.card, outcome.counted) });
			if (storedLike !== shown.isLiked) rememberLike(address, shown.isLiked);
			storedLike = shown.isLiked;
			void send();
			return;
		}
		if ('unknown' in outcome) await read();
		const {
			title = 'No answer came',
			status,
			retryAfter = shownFor,
		} = 'refused' in outcome ? outcome.refused : (outcome.unknown ?? {});
		refuse(retryAfter > shownFor ? `${title}. Wait ${retryAfter} s` : title, retryAfter);
		if (status === 401 || status === 403) update({ access: [] });
	}

	/** Takes back what was not counted, and says why for a number of seconds. */
	function refuse(text: string, seconds: number): void {
		const notice = { text };
		update({ card: reject(shown.card, notice), isLiked: storedLike });
		setTimeout(() => {
			if (shown.card.notice === notice) update({ card: { ...shown.card, notice: undefined } });
		}, seconds * 1000);
	}

	return {
		change,
		like() {
			update({ isLiked: !shown.isLiked });
			change(shown.isLiked ? 1 : -1);
		},
		visit() {
			if (isVisitSent) return;
			isVisitSent = true;
			// Without a field that would need a preflight, since visits are many.
			void fetch(`${address}/visit`, { method: 'POST', keepalive: true }).then(read, () => {});
		},
		subscribe(listener) {
			listeners.add(listener);
			listener(shown);
			return () => listeners.delete(listener);
		},
		watch() {
			watching++;
			unfollow ??= follow(site, name, {
				onReading: (reading) => update({ card: receive(shown.card, reading) }),
				onAccess: (access) => update({ access }),
			});
			return () => {
				watching--;
				if (watching > 0) return;
				unfollow?.();
				unfollow = undefined;
			};
		},
	};
}
