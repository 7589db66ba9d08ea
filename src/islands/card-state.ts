import { amountMax } from '../core/amount';
import type { Operation } from '../core/api';

/** What a card knows. The number it shows is always what the server said plus what it was not told. */
export interface CardState {
	/** The last value from the server; `undefined` while the counter cannot be reached. */
	readonly confirmed: number | undefined;
	/** The change on its way to the server. */
	readonly sending: number;
	/** The change that waits for the one on its way, so that a burst of clicks is one write. */
	readonly queued: number;
	/** Why the last change did not count, until the next one. */
	readonly notice: Notice | undefined;
}

/** A change that did not count. */
export interface Notice {
	readonly text: string;
	/** When the next change can be taken, in epoch milliseconds; absent if it can be at once. */
	readonly until?: number;
}

/** One write of a card. */
export interface CardWrite {
	readonly operation: Operation;
	readonly amount: number;
}

/** The state of a card that was rendered with a value, or without one. */
export function initialCard(value: number | undefined): CardState {
	return { confirmed: value, sending: 0, queued: 0, notice: undefined };
}

/** The number to show: every click counts at once. */
export function shownValue({ confirmed, sending, queued }: CardState): number | undefined {
	return confirmed === undefined ? undefined : confirmed + sending + queued;
}

/** Whether a change is on its way. */
export function isBusy({ sending }: CardState): boolean {
	return sending !== 0;
}

/** Whether clicks are refused at an epoch time in milliseconds, since the server would refuse them. */
export function isBlocked({ notice }: CardState, now: number): boolean {
	return notice?.until !== undefined && now < notice.until;
}

/** Notes a click that changes the counter by `change`. */
export function pressed(state: CardState, change: number): CardState {
	return { ...state, queued: state.queued + change, notice: undefined };
}

/** Takes the next write out of the queue, unless one is on its way or there is none. */
export function nextWrite(state: CardState): readonly [CardState, CardWrite | undefined] {
	if (isBusy(state) || state.queued === 0) return [state, undefined];
	const amount = Math.min(Math.abs(state.queued), amountMax);
	const change = Math.sign(state.queued) * amount;
	return [
		{ ...state, sending: change, queued: state.queued - change },
		{ operation: change > 0 ? 'increment' : 'decrement', amount },
	];
}

/** Takes over the value that answered the write. */
export function counted(state: CardState, value: number): CardState {
	return { ...state, confirmed: value, sending: 0 };
}

/** Takes back every change that was not counted, and says why. */
export function notCounted(state: CardState, notice: Notice): CardState {
	return { ...state, sending: 0, queued: 0, notice };
}

/** Takes over a value that was read. */
export function told(state: CardState, value: number): CardState {
	return { ...state, confirmed: value };
}
