import { amountMax } from '../../core/contract/amount';
import type { Notice } from '../shared/notice';
import type { Reading, Write } from './client';

/** What a card knows. The number it shows is the server's value plus what the server has not answered. */
export interface CardState {
	/** The newest reading; `undefined` while the counter cannot be reached. */
	readonly confirmed: Reading | undefined;
	/** The newest reading received during a write: it may include that write already, or not. */
	readonly pendingReading: Reading | undefined;
	/** The change that was sent and is not answered. */
	readonly sending: number;
	/** The change that waits for the one that was sent, so that a burst of clicks is one write. */
	readonly queued: number;
	/** Why the last change did not count, until the next one. */
	readonly notice: Notice | undefined;
	/** Whether a change that got no answer is kept, to be sent again. */
	readonly isWaiting: boolean;
	/** How many watch the counter; `undefined` if that is not known. */
	readonly watchers: number | undefined;
	/** How often somebody else changed the number. */
	readonly remoteChanges: number;
	/** The largest amount of one write. */
	readonly step: number;
}

/** The version of the value in the HTML: older than every reading that is received later. */
const renderedVersion = -1;

/**
 * The state of a card that was rendered with a value, or without one.
 *
 * @param step the largest amount of one write, if its owner has set one
 */
export function initialCard(value: number | undefined, step: number = amountMax): CardState {
	return {
		confirmed: value === undefined ? undefined : { value, version: renderedVersion },
		pendingReading: undefined,
		sending: 0,
		queued: 0,
		notice: undefined,
		isWaiting: false,
		watchers: undefined,
		remoteChanges: 0,
		step,
	};
}

/** The number to show: every click counts at once. */
export function shownValue({ confirmed, sending, queued }: CardState): number | undefined {
	return confirmed && confirmed.value + sending + queued;
}

/** Whether there is a change whose answer is due any moment. */
export function isBusy({ sending, queued, isWaiting }: CardState): boolean {
	return !isWaiting && (sending !== 0 || queued !== 0);
}

/** Adds a click that changes the counter by `change`. */
export function enqueue(state: CardState, change: number): CardState {
	return { ...state, queued: state.queued + change, notice: undefined };
}

/**
 * Takes the next write out of the queue, unless there is none or one is not answered yet.
 *
 * @param isLeaving whether the page is being left: then it does not wait for that answer
 */
export function nextWrite(
	state: CardState,
	isLeaving = false,
): readonly [CardState, Write | undefined] {
	if ((state.sending !== 0 && !isLeaving) || state.queued === 0) return [state, undefined];
	const amount = Math.min(Math.abs(state.queued), state.step);
	const change = Math.sign(state.queued) * amount;
	return [
		{ ...state, sending: state.sending + change, queued: state.queued - change },
		{ operation: change > 0 ? 'increment' : 'decrement', amount },
	];
}

/**
 * Takes over the reading that answered the write. The pending reading is newer if it includes the
 * write and older if it does not, so no change is counted twice and none is missed.
 */
export function confirm(state: CardState, answer: Reading): CardState {
	return settle(state, state.sending, answer);
}

/** Takes back every change that was not counted, and keeps the reason. */
export function reject(state: CardState, notice: Notice): CardState {
	return { ...settle(state, 0, undefined), queued: 0, notice };
}

/** Takes over a reading that answers no write, or keeps it until the write is answered. */
export function receive(state: CardState, reading: Reading): CardState {
	if (state.sending !== 0) {
		return { ...state, pendingReading: newest(state.pendingReading, reading) };
	}
	return settle(state, 0, reading);
}

/** Ends the write: the newest of what is known counts, and the rest is forgotten. */
function settle(state: CardState, change: number, reading: Reading | undefined): CardState {
	const confirmed = newest(newest(state.confirmed, state.pendingReading), reading);
	const isRemote = state.confirmed && confirmed?.value !== state.confirmed.value + change;
	return {
		...state,
		confirmed,
		pendingReading: undefined,
		sending: 0,
		remoteChanges: isRemote ? state.remoteChanges + 1 : state.remoteChanges,
	};
}

/** The later one of two readings, unless the one before it is newer. */
function newest(known: Reading | undefined, next: Reading | undefined): Reading | undefined {
	return known && next && isOlder(next, known) ? known : (next ?? known);
}

/**
 * Whether a reading is older than another one: by its epoch, else by its version, and not if a version
 * is NaN. A counter that was deleted has neither, and may be newer than all that is known.
 */
function isOlder(one: Reading, other: Reading): boolean {
	if (one.epoch === undefined && one.version === 0) return false;
	const epochs = (one.epoch ?? 0) - (other.epoch ?? 0);
	return epochs === 0 || Number.isNaN(one.version + other.version)
		? one.version < other.version
		: epochs < 0;
}
