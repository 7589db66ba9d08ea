import { amountMax } from '../../core/contract/amount';
import type { Operation } from '../../core/contract/api';

/** What a counter was at one moment. */
export interface Reading {
	readonly value: number;
	/**
	 * Of two readings of one counter, the one with the higher version is the newer; where one is NaN,
	 * the one that came later.
	 */
	readonly version: number;
}

/** What a card knows. The number it shows is always what the server said plus what it was not told. */
export interface CardState {
	/** The newest reading; `undefined` while the counter cannot be reached. */
	readonly confirmed: Reading | undefined;
	/** The newest reading that came while a change was on its way: it may hold it already, or not. */
	readonly held: Reading | undefined;
	/** The change on its way to the server. */
	readonly sending: number;
	/** The change that waits for the one on its way, so that a burst of clicks is one write. */
	readonly queued: number;
	/** Why the last change did not count, until the next one. */
	readonly notice: Notice | undefined;
	/** How many watch the counter; `undefined` if that is not known. */
	readonly watchers: number | undefined;
	/** How often the number moved by what somebody else did. */
	readonly foreign: number;
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

/** The version of the value that a page was rendered with: older than everything heard later. */
const renderedVersion = -1;

/** The state of a card that was rendered with a value, or without one. */
export function initialCard(value: number | undefined): CardState {
	return {
		confirmed: value === undefined ? undefined : { value, version: renderedVersion },
		held: undefined,
		sending: 0,
		queued: 0,
		notice: undefined,
		watchers: undefined,
		foreign: 0,
	};
}

/** The number to show: every click counts at once. */
export function shownValue({ confirmed, sending, queued }: CardState): number | undefined {
	return confirmed && confirmed.value + sending + queued;
}

/** Whether there is a change that the server has not answered. */
export function isBusy({ sending, queued }: CardState): boolean {
	return sending !== 0 || queued !== 0;
}

/**
 * Says that something was refused.
 *
 * @param retryAfter seconds after which it can succeed, if that is known
 * @param now epoch milliseconds
 */
export function refusal(text: string, retryAfter: number | undefined, now: number): Notice {
	return retryAfter === undefined ? { text } : { text, until: now + retryAfter * 1000 };
}

/** Whether writes are held back at an epoch time in milliseconds, since the server would refuse them. */
export function isBlocked(notice: Notice | undefined, now: number): boolean {
	return notice?.until !== undefined && now < notice.until;
}

/** Notes a click that changes the counter by `change`. */
export function pressed(state: CardState, change: number): CardState {
	return { ...state, queued: state.queued + change, notice: undefined };
}

/**
 * Takes the next write out of the queue, unless there is none or one is on its way.
 *
 * @param isHurried does not wait for the one on its way
 */
export function nextWrite(
	state: CardState,
	isHurried = false,
): readonly [CardState, CardWrite | undefined] {
	if ((state.sending !== 0 && !isHurried) || state.queued === 0) return [state, undefined];
	const amount = Math.min(Math.abs(state.queued), amountMax);
	const change = Math.sign(state.queued) * amount;
	return [
		{ ...state, sending: state.sending + change, queued: state.queued - change },
		{ operation: change > 0 ? 'increment' : 'decrement', amount },
	];
}

/**
 * Takes over the reading that answered the write. What was held is newer if it holds the write
 * already, and older if it does not, so no change is counted twice and none is missed.
 */
export function counted(state: CardState, answer: Reading): CardState {
	return settled(state, state.sending, answer);
}

/** Takes back every change that was not counted, and says why. */
export function notCounted(state: CardState, notice: Notice): CardState {
	return { ...settled(state, 0, undefined), queued: 0, notice };
}

/** Takes over a reading that is no answer to a write, or holds it until the answer is there. */
export function told(state: CardState, reading: Reading): CardState {
	if (state.sending !== 0) return { ...state, held: newest(state.held, reading) };
	return settled(state, 0, reading);
}

/** Ends the write on its way: the newest of what is known counts, and the rest is forgotten. */
function settled(state: CardState, change: number, reading: Reading | undefined): CardState {
	const confirmed = newest(newest(state.confirmed, state.held), reading);
	const isForeign = state.confirmed && confirmed?.value !== state.confirmed.value + change;
	return {
		...state,
		confirmed,
		held: undefined,
		sending: 0,
		foreign: isForeign ? state.foreign + 1 : state.foreign,
	};
}

function newest(known: Reading | undefined, next: Reading | undefined): Reading | undefined {
	return known && next && next.version < known.version ? known : (next ?? known);
}
