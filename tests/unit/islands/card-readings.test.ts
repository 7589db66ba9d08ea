import { expect, test } from 'vitest';
import {
	confirm,
	initialCard,
	reject,
	enqueue,
	shownValue,
	receive,
} from '../../../src/islands/counter/card-state';
import { notice, reading, send } from './card-steps';

/** A card whose write is not answered. */
const { next: sending } = send(enqueue(receive(initialCard(4), reading(5, 10)), 1));

test('a reading older than the known one changes nothing', () => {
	const card = receive(initialCard(4), reading(5, 10));
	expect(shownValue(receive(card, reading(4, 9)))).toBe(5);
	expect(receive(card, reading(4, 9)).remoteChanges).toBe(card.remoteChanges);
});

test('every reading is newer than the value in the HTML', () => {
	expect(shownValue(receive(initialCard(4), reading(0, 0)))).toBe(0);
});

test('a reading without a version counts as the newest', () => {
	const card = receive(receive(initialCard(4), reading(5, 10)), reading(6, Number.NaN));
	expect(shownValue(card)).toBe(6);
	expect(shownValue(receive(card, reading(7, 9)))).toBe(7);
});

test('a reading does not change the number shown during a write', () => {
	expect(shownValue(receive(sending, reading(6, 11)))).toBe(6);
	expect(shownValue(receive(sending, reading(50, 12)))).toBe(6);
});

test('a pending reading that includes the write is not counted twice', () => {
	const card = confirm(receive(sending, reading(26, 12)), reading(6, 11));
	expect(shownValue(card)).toBe(26);
	expect(card.remoteChanges).toBe(sending.remoteChanges + 1);
});

test('a pending reading that does not include the write is dropped', () => {
	const card = confirm(receive(sending, reading(25, 11)), reading(26, 12));
	expect(shownValue(card)).toBe(26);
});

test('a reading received during a write that is refused is shown afterwards', () => {
	const card = reject(receive(sending, reading(25, 11)), { text: 'Too many writes' });
	expect(shownValue(card)).toBe(25);
});

test('a reading of one’s own write is no remote change', () => {
	expect(confirm(sending, reading(6, 11)).remoteChanges).toBe(sending.remoteChanges);
	expect(confirm(receive(sending, reading(6, 11)), reading(6, 11)).remoteChanges).toBe(
		sending.remoteChanges,
	);
});

test('a reading of a later epoch is newer, whatever its version', () => {
	const card = receive(initialCard(4), reading(90, 12, 1000));
	const anew = receive(card, reading(1, 1, 2000));
	expect(shownValue(anew)).toBe(1);
	expect(shownValue(receive(anew, reading(91, 13, 1000)))).toBe(1);
	expect(shownValue(receive(anew, reading(2, 2, 2000)))).toBe(2);
});

test('a counter of the first edition that is written again is newer than it was', () => {
	const card = receive(initialCard(4), reading(90, 12));
	const written = receive(card, reading(91, 13, 1000));
	expect(shownValue(written)).toBe(91);
	expect(shownValue(receive(written, reading(90, 12)))).toBe(91);
});

test('a counter that was deleted replaces every reading', () => {
	const card = receive(initialCard(4), reading(90, 12, 1000));
	expect(shownValue(receive(card, reading(0, 0)))).toBe(0);
	const { next: during } = send(enqueue(card, 1));
	expect(shownValue(reject(receive(during, reading(0, 0)), notice))).toBe(0);
});
