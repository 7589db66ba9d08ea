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
		const answer = await postChange(name, write);
		if (!answer) {
			become(notCounted(state.current, { text: 'No answer came. This is the last known value.' }));
			await resync();
			return;
		}
		if ('value' in answer) {
			become(counted(state.current, answer.value));
			await send();
			return;
		}
		const { title, retryAfter } = answer;
		const until = retryAfter === undefined ? {} : { until: Date.now() + retryAfter * 1000 };
		become(notCounted(state.current, { text: title, ...until }));
	}

	async function resync(): Promise<void> {
		const read = await readValue(name);
		if (read !== undefined) become(told(state.current, read));
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
