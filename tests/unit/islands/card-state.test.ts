import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	confirm,
	initialCard,
	isBusy,
	nextWrite,
	reject,
	enqueue,
	shownValue,
	receive,
} from '../../../src/islands/counter/card-state';
import { notice, reading, send } from './card-steps';

test('a new card shows the value of its page and has nothing to send', () => {
	fc.assert(
		fc.property(fc.integer(), (value) => {
			const card = initialCard(value);
			expect(shownValue(card)).toBe(value);
			expect(isBusy(card)).toBe(false);
			expect(nextWrite(card)[1]).toBeUndefined();
		}),
	);
});

test('a card without a value shows none until a reading comes, never a false 0', () => {
	const card = initialCard(undefined);
	expect(shownValue(card)).toBeUndefined();
	expect(shownValue(enqueue(card, 1))).toBeUndefined();
	expect(shownValue(send(enqueue(card, 1)).next)).toBeUndefined();
	expect(shownValue(receive(card, reading(7, 0)))).toBe(7);
	expect(shownValue(receive(enqueue(card, 1), reading(7, 0)))).toBe(8);
});

test('the number shown counts every click at once', () => {
	fc.assert(
		fc.property(fc.integer(), fc.array(fc.constantFrom(-1, 1)), (value, clicks) => {
			const card = clicks.reduce(enqueue, initialCard(value));
			expect(shownValue(card)).toBe(clicks.reduce((sum, click) => sum + click, value));
		}),
	);
});

test('a card sends no more at once than the step of its counter', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 1000 }),
			fc.integer({ min: -9, max: 9 }),
			(step, times) => {
				let card = enqueue(initialCard(0, step), times * step);
				for (let sent = 0; sent < Math.abs(times); sent++) {
					const { next, write } = send(card);
					expect(write).toEqual({ operation: times > 0 ? 'increment' : 'decrement', amount: step });
					card = confirm(next, reading(Math.sign(times) * step * (sent + 1), sent + 1));
				}
				expect(nextWrite(card)[1]).toBeUndefined();
				expect(shownValue(card)).toBe(times * step + 0);
			},
		),
	);
});

test('the number shown does not change when a click is sent', () => {
	fc.assert(
		fc.property(fc.integer(), fc.integer({ min: -5000, max: 5000 }), (value, change) => {
			const card = enqueue(initialCard(value), change);
			expect(shownValue(nextWrite(card)[0])).toBe(shownValue(card));
		}),
	);
});

test('a write adds up the queued clicks, up to 1000 at a time', () => {
	fc.assert(
		fc.property(fc.integer({ min: -3000, max: 3000 }), (change) => {
			const [, write] = nextWrite(enqueue(initialCard(0), change));
			if (change === 0) {
				expect(write).toBeUndefined();
				return;
			}
			expect(write).toEqual({
				operation: change > 0 ? 'increment' : 'decrement',
				amount: Math.min(1000, Math.abs(change)),
			});
		}),
	);
});

test('a click is sent only once, and one write at a time', () => {
	const { next } = send(enqueue(initialCard(0), 1));
	expect(isBusy(next)).toBe(true);
	expect(nextWrite(next)).toEqual([next, undefined]);
	const waiting = enqueue(next, 1);
	expect(nextWrite(waiting)).toEqual([waiting, undefined]);
	expect(send(confirm(waiting, reading(1, 1))).write).toEqual({
		operation: 'increment',
		amount: 1,
	});
});

test('a write does not wait for the answer to another one if the page is left', () => {
	const { next } = send(enqueue(receive(initialCard(4), reading(5, 10)), 1));
	const [sentOnLeaving, write] = nextWrite(enqueue(next, 2), true);
	expect(write).toEqual({ operation: 'increment', amount: 2 });
	expect(shownValue(sentOnLeaving)).toBe(8);
	const answered = receive(sentOnLeaving, reading(6, 11));
	expect(shownValue(answered)).toBe(8);
	expect(shownValue(confirm(answered, reading(8, 12)))).toBe(8);
	// The answers may also come the other way round.
	expect(shownValue(confirm(receive(sentOnLeaving, reading(8, 12)), reading(6, 11)))).toBe(8);
});

test('clicks that cancel out make no write', () => {
	expect(nextWrite(enqueue(enqueue(initialCard(0), 1), -1))[1]).toBeUndefined();
});

test('a rejected change is taken back with all that was queued, and the reason is kept', () => {
	const { next } = send(enqueue(initialCard(5), 1));
	const card = reject(enqueue(next, 3), notice);
	expect(shownValue(card)).toBe(5);
	expect(isBusy(card)).toBe(false);
	expect(nextWrite(card)[1]).toBeUndefined();
	expect(card.notice).toBe(notice);
});

test('the reason of a rejected change is cleared by the next click', () => {
	const card = enqueue(reject(initialCard(5), notice), 1);
	expect(card.notice).toBeUndefined();
});
