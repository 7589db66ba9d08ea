import { useEffect, useReducer, useRef } from 'preact/hooks';
import {
	type CardState,
	counted,
	initialCard,
	isBlocked,
	nextWrite,
	notCounted,
	pressed,
	told,
} from './card-state';
import { postChange, readValue } from './client';

/** How long to wait before asking again for a counter that cannot be reached, in milliseconds. */
const retryUnreachable = 3000;

/** Keeps a card in step with its counter. */
export function useCounter(name: string, value: number | undefined) {
	const state = useRef<CardState>(initialCard(value));
	const [, render] = useReducer((count: number) => count + 1, 0);

	function become(next: CardState): void {
		state.current = next;
		render(undefined as never);
	}

	async function send(): Promise<void> {
		const [next, write] = nextWrite(state.current);
		if (!write) return;
		become(next);
		const outcome = await postChange(name, write);
		if ('counted' in outcome) {
			become(counted(state.current, outcome.counted.value));
			await send();
			return;
		}
		if ('refused' in outcome) {
			const { title, retryAfter } = outcome.refused;
			const until = retryAfter === undefined ? {} : { until: Date.now() + retryAfter * 1000 };
			become(notCounted(state.current, { text: title, ...until }));
			return;
		}
		const text = outcome.unknown?.title ?? 'No answer came. This is the last known value.';
		become(notCounted(state.current, { text }));
		await resync();
	}

	async function resync(): Promise<void> {
		const read = await readValue(name);
		if (typeof read === 'object') become(told(state.current, read.value));
	}

	const { confirmed, notice } = state.current;

	useEffect(() => {
		if (confirmed !== undefined) return;
		const timer = setInterval(resync, retryUnreachable);
		return () => clearInterval(timer);
	}, [confirmed === undefined]);

	// While clicks are refused, the card counts the seconds down.
	const until = notice?.until;
	useEffect(() => {
		if (until === undefined) return;
		const timer = setInterval(() => {
			if (Date.now() >= until) become({ ...state.current, notice: undefined });
			else render(undefined as never);
		}, 250);
		return () => clearInterval(timer);
	}, [until]);

	return {
		state: state.current,
		/** Counts a click at once and sends it. */
		press(change: number): void {
			if (isBlocked(state.current, Date.now())) return;
			become(pressed(state.current, change));
			void send();
		},
	};
}
