import { type CardState, nextWrite } from '../../../src/islands/counter/card-state';
import type { Reading } from '../../../src/islands/counter/client';

/** What a counter says of its state. */
export function reading(value: number, version: number, epoch?: number): Reading {
	return { value, version, ...(epoch !== undefined && { epoch }) };
}

/** Sends the next write of a card that must have one. */
export function send(state: CardState) {
	const [next, write] = nextWrite(state);
	if (!write) throw new Error('nothing to send');
	return { next, write };
}

/** Why a write was refused, and until when none is sent. */
export const notice = { text: 'Too many writes', until: 12_845.5 };
