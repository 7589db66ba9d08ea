import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type CardState, initialCard } from './card-state';
import { counterStore } from './counter-store';
import { useCountdown } from './use-countdown';

/**
 * Keeps a card in step with its counter.
 *
 * @param value the value that the card was rendered with
 * @param card the card's element: it listens while that can be seen
 */
export function useCounter(
	name: string,
	value: number | undefined,
	card: RefObject<Element>,
): { readonly state: CardState; readonly press: (change: number) => void } {
	const [state, show] = useState<CardState>(() => initialCard(value));

	useEffect(() => {
		const store = counterStore(name, value);
		const leave = store.join(show);
		const observer = new IntersectionObserver((entries) => {
			store.setVisible(show, entries.at(-1)?.isIntersecting === true);
		});
		if (card.current) observer.observe(card.current);
		return () => {
			observer.disconnect();
			leave();
		};
	}, [name]);

	useCountdown(state.notice?.until);

	return { state, press: (change) => counterStore(name, value).press(change) };
}
