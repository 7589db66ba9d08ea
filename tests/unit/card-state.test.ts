import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	type CardState,
	counted,
	initialCard,
	isBlocked,
	isBusy,
	nextWrite,
	notCounted,
	pressed,
	shownValue,
	told,
} from '../../src/islands/card-state';

const start = 1_700_000_000_000;

/** Sends the next write of a card that must have one. */
function send(state: CardState) {
	const [next, write] = nextWrite(state);
	if (!write) throw new Error('nothing to send');
	return { next, write };
}

describe('the number shown', () => {
	test('is the value that the page was rendered with', () => {
		fc.assert(
			fc.property(fc.integer(), (value) => {
				const card = initialCard(value);
				expect(shownValue(card)).toBe(value);
				expect(isBusy(card)).toBe(false);
				expect(nextWrite(card)[1]).toBeUndefined();
			}),
		);
	});

	test('is none while the counter cannot be reached, never a false 0', () => {
		const card = initialCard(undefined);
		expect(shownValue(card)).toBeUndefined();
		expect(shownValue(pressed(card, 1))).toBeUndefined();
		expect(shownValue(send(pressed(card, 1)).next)).toBeUndefined();
		expect(shownValue(told(card, 7))).toBe(7);
		expect(shownValue(told(pressed(card, 1), 7))).toBe(8);
	});

	test('counts every click at once', () => {
		fc.assert(
			fc.property(fc.integer(), fc.array(fc.constantFrom(-1, 1)), (value, clicks) => {
				const card = clicks.reduce(pressed, initialCard(value));
				expect(shownValue(card)).toBe(clicks.reduce((sum, click) => sum + click, value));
			}),
		);
	});

	test('does not change when a click is sent', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: -5000, max: 5000 }), (value, change) => {
				const card = pressed(initialCard(value), change);
				expect(shownValue(nextWrite(card)[0])).toBe(shownValue(card));
			}),
		);
	});
});

describe('a write', () => {
	test('adds up the clicks that wait, up to 1000 at a time', () => {
		fc.assert(
			fc.property(fc.integer({ min: -3000, max: 3000 }), (change) => {
				const [, write] = nextWrite(pressed(initialCard(0), change));
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

	test('is sent only once, and one at a time', () => {
		const { next } = send(pressed(initialCard(0), 1));
		expect(isBusy(next)).toBe(true);
		expect(nextWrite(next)).toEqual([next, undefined]);
		const waiting = pressed(next, 1);
		expect(nextWrite(waiting)).toEqual([waiting, undefined]);
		expect(send(counted(waiting, 1)).write).toEqual({ operation: 'increment', amount: 1 });
	});

	test('is none if the clicks cancel out', () => {
		expect(nextWrite(pressed(pressed(initialCard(0), 1), -1))[1]).toBeUndefined();
	});
});

describe('a change that did not count', () => {
	const notice = { text: 'Too many writes', until: start + 500 };

	test('is taken back with all that waited behind it, and the reason is kept', () => {
		const { next } = send(pressed(initialCard(5), 1));
		const card = notCounted(pressed(next, 3), notice);
		expect(shownValue(card)).toBe(5);
		expect(isBusy(card)).toBe(false);
		expect(nextWrite(card)[1]).toBeUndefined();
		expect(card.notice).toBe(notice);
	});

	test('blocks clicks exactly until the server takes them again', () => {
		const card = notCounted(initialCard(5), notice);
		expect(isBlocked(card, start)).toBe(true);
		expect(isBlocked(card, start + 499)).toBe(true);
		expect(isBlocked(card, start + 500)).toBe(false);
	});

	test('blocks nothing if the next one can be taken at once', () => {
		expect(isBlocked(notCounted(initialCard(5), { text: 'No answer came.' }), start)).toBe(false);
		expect(isBlocked(initialCard(5), start)).toBe(false);
	});

	test('is forgotten with the next click', () => {
		const card = pressed(notCounted(initialCard(5), notice), 1);
		expect(card.notice).toBeUndefined();
		expect(isBlocked(card, start)).toBe(false);
	});
});

describe('a card and a server', () => {
	type Event =
		| { readonly kind: 'press'; readonly change: number }
		| { readonly kind: 'send' | 'count' | 'refuse' | 'tell' }
		| { readonly kind: 'someone else'; readonly change: number };
	const changes = fc.oneof(fc.constantFrom(-1, 1), fc.integer({ min: -2500, max: 2500 }));
	const histories = fc.array(
		fc.oneof(
			fc.record({ kind: fc.constant('press' as const), change: changes }),
			fc.record({ kind: fc.constantFrom('send' as const, 'count', 'refuse', 'tell') }),
			fc.record({ kind: fc.constant('someone else' as const), change: changes }),
		),
		{ maxLength: 60, size: 'max' },
	);

	test('agree in the end, and every click counted once or was taken back', () => {
		fc.assert(
			fc.property(histories, fc.integer({ min: -1000, max: 1000 }), (history: Event[], value) => {
				let server = value;
				let card = initialCard(value);
				let inFlight = 0;
				let clicked = 0;
				let takenBack = 0;
				let others = 0;

				const answer = () => {
					server += inFlight;
					inFlight = 0;
					card = counted(card, server);
				};
				const launch = () => {
					const [next, write] = nextWrite(card);
					card = next;
					if (!write) return;
					expect(inFlight).toBe(0);
					expect(write.amount).toBeGreaterThanOrEqual(1);
					expect(write.amount).toBeLessThanOrEqual(1000);
					inFlight = write.operation === 'increment' ? write.amount : -write.amount;
				};

				for (const event of history) {
					if (event.kind === 'press') {
						clicked += event.change;
						card = pressed(card, event.change);
					} else if (event.kind === 'someone else') {
						others += event.change;
						server += event.change;
					} else if (event.kind === 'send') {
						launch();
					} else if (event.kind === 'tell' && inFlight === 0) {
						card = told(card, server);
					} else if (event.kind === 'count' && inFlight !== 0) {
						answer();
					} else if (event.kind === 'refuse' && inFlight !== 0) {
						const before = (shownValue(card) ?? 0) - (card.confirmed ?? 0);
						takenBack += before;
						inFlight = 0;
						card = notCounted(card, { text: 'Too many writes' });
					}
				}
				for (let rounds = 0; rounds < 1000; rounds++) {
					if (inFlight !== 0) answer();
					launch();
					if (inFlight === 0) break;
				}
				card = told(card, server);

				expect(isBusy(card)).toBe(false);
				expect(shownValue(card)).toBe(server);
				expect(server).toBe(value + others + clicked - takenBack);
			}),
			{ numRuns: 1000 },
		);
	});
});
