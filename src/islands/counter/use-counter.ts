import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CardState } from './card-state';
import { type CounterStore, counterStore } from './counter-store';

/** What a card has of its counter. */
export interface UsedCounter {
	/** `undefined` until the card is hydrated. */
	readonly state: CardState | undefined;
	/** Counts a click at once and sends it. */
	change(change: number): void;
}

/**
 * Connects a card to the store of its counter, which is live while the card can be seen.
 *
 * @param value the value in the HTML
 * @param step the largest amount of one write, if its owner has set one
 */
export function useCounter(
	name: string,
	value: number | undefined,
	step: number | undefined,
	card: RefObject<Element>,
): UsedCounter {
	const store = useRef<CounterStore>();
	const [state, setState] = useState<CardState>();

	useLayoutEffect(() => {
		store.current = counterStore(name, value, step);
		return store.current.subscribe(setState);
	}, [name]);

	useEffect(() => {
		let release: (() => void) | undefined;
		const observer = new IntersectionObserver((entries) => {
			if (entries.at(-1)?.isIntersecting) {
				release ??= store.current?.watch();
			} else {
				release?.();
				release = undefined;
			}
		});
		if (card.current) observer.observe(card.current);
		return () => {
			observer.disconnect();
			release?.();
		};
	}, [name]);

	return { state, change: (change) => store.current?.change(change) };
}
