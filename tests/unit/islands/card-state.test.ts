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
	type Reading,
	shownValue,
	told,
} from '../../../src/islands/counter/card-state';

const start = 1_700_000_000_000;

function reading(value: number, version: number): Reading {
	return { value, version };
}

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
		expect(shownValue(told(card, reading(7, 0)))).toBe(7);
		expect(shownValue(told(pressed(card, 1), reading(7, 0)))).toBe(8);
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
		expect(send(counted(waiting, reading(1, 1))).write).toEqual({
			operation: 'increment',
			amount: 1,
		});
	});

	test('does not wait for the one on its way if the page is left', () => {
		const { next } = send(pressed(told(initialCard(4), reading(5, 10)), 1));
		const [hurried, write] = nextWrite(pressed(next, 2), true);
		expect(write).toEqual({ operation: 'increment', amount: 2 });
		expect(shownValue(hurried)).toBe(8);
		const answered = told(hurried, reading(6, 11));
		expect(shownValue(answered)).toBe(8);
		expect(shownValue(counted(answered, reading(8, 12)))).toBe(8);
		// The answers may also come the other way round.
		expect(shownValue(counted(told(hurried, reading(8, 12)), reading(6, 11)))).toBe(8);
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
		expect(isBlocked(card.notice, start)).toBe(true);
		expect(isBlocked(card.notice, start + 499)).toBe(true);
		expect(isBlocked(card.notice, start + 500)).toBe(false);
	});

	test('blocks nothing if the next one can be taken at once', () => {
		expect(isBlocked(notCounted(initialCard(5), { text: 'No answer came.' }).notice, start)).toBe(
			false,
		);
		expect(isBlocked(initialCard(5).notice, start)).toBe(false);
	});

	test('is forgotten with the next click', () => {
		const card = pressed(notCounted(initialCard(5), notice), 1);
		expect(card.notice).toBeUndefined();
		expect(isBlocked(card.notice, start)).toBe(false);
	});
});

describe('news', () => {
	const { next: sending } = send(pressed(told(initialCard(4), reading(5, 10)), 1));

	test('that is older than what is known changes nothing', () => {
		const card = told(initialCard(4), reading(5, 10));
		expect(shownValue(told(card, reading(4, 9)))).toBe(5);
		expect(told(card, reading(4, 9)).foreign).toBe(card.foreign);
	});

	test('always beats the value that the page was rendered with', () => {
		expect(shownValue(told(initialCard(4), reading(0, 0)))).toBe(0);
	});

	test('without a version counts as the newest', () => {
		const card = told(told(initialCard(4), reading(5, 10)), reading(6, Number.NaN));
		expect(shownValue(card)).toBe(6);
		expect(shownValue(told(card, reading(7, 9)))).toBe(7);
	});

	test('does not move the number while a write is on its way', () => {
		expect(shownValue(told(sending, reading(6, 11)))).toBe(6);
		expect(shownValue(told(sending, reading(50, 12)))).toBe(6);
	});

	test('that held the write already is not counted twice', () => {
		const card = counted(told(sending, reading(26, 12)), reading(6, 11));
		expect(shownValue(card)).toBe(26);
		expect(card.foreign).toBe(sending.foreign + 1);
	});

	test('that did not hold the write yet is forgotten', () => {
		const card = counted(told(sending, reading(25, 11)), reading(26, 12));
		expect(shownValue(card)).toBe(26);
	});

	test('that came while a refused write was on its way is shown afterwards', () => {
		const card = notCounted(told(sending, reading(25, 11)), { text: 'Too many writes' });
		expect(shownValue(card)).toBe(25);
	});

	test('of one’s own write is nobody else’s', () => {
		expect(counted(sending, reading(6, 11)).foreign).toBe(sending.foreign);
		expect(counted(told(sending, reading(6, 11)), reading(6, 11)).foreign).toBe(sending.foreign);
	});
});

describe('a card and a server', () => {
	type Event =
		| { readonly kind: 'press' | 'someone else'; readonly change: number }
		| { readonly kind: 'send' | 'arrive' | 'answer' | 'refuse' | 'lose' | 'look' | 'hear' }
		| { readonly kind: 'poll'; readonly age: number };
	const changes = fc.oneof(fc.constantFrom(-1, 1), fc.integer({ min: -2500, max: 2500 }));
	const ownEvents = [
		fc.record({ kind: fc.constant('press' as const), change: changes }),
		fc.record({ kind: fc.constantFrom('send' as const, 'arrive', 'answer', 'hear') }),
		fc.record({ kind: fc.constant('poll' as const), age: fc.nat({ max: 5 }) }),
	];
	const foreignEvents = fc.record({ kind: fc.constant('someone else' as const), change: changes });
	const failures = fc.record({ kind: fc.constantFrom('refuse' as const, 'lose', 'look') });
	const histories = (...events: fc.Arbitrary<Event>[]) =>
		fc.array(fc.oneof(...events), { maxLength: 80, size: 'max' });

	/**
	 * A card, its counter, and everything on the way between them. News comes over a socket in order
	 * and late, or by polls in any order; answers come after any of it.
	 */
	function model(value: number) {
		const history: Reading[] = [reading(value, 0)];
		const latest = () => history.at(-1) ?? reading(value, 0);
		let card = initialCard(value);
		let heard = 0;
		let onItsWay: { change: number; answer?: Reading } | undefined;
		/** The change of a lost write that the counter is being asked for. */
		let isLost = false;
		let shown = value;
		let expected = value;
		let taken = 0;

		function write(change: number): Reading {
			history.push(reading(latest().value + change, latest().version + 1));
			return latest();
		}
		function launch(): void {
			const [next, sent] = nextWrite(card);
			card = next;
			if (!sent) return;
			expect(onItsWay).toBeUndefined();
			expect(sent.amount).toBeGreaterThanOrEqual(1);
			expect(sent.amount).toBeLessThanOrEqual(1000);
			onItsWay = { change: sent.operation === 'increment' ? sent.amount : -sent.amount };
		}
		function arrive(): void {
			if (onItsWay && !isLost) onItsWay.answer ??= write(onItsWay.change);
		}
		function takeBack(counted: number): void {
			taken += card.sending + card.queued - counted;
			expected -= card.sending + card.queued - counted;
			card = notCounted(card, { text: 'No answer came.' });
			onItsWay = undefined;
			isLost = false;
		}

		function step(event: Event): void {
			if (event.kind === 'press') {
				card = pressed(card, event.change);
				expected += event.change;
			} else if (event.kind === 'someone else') write(event.change);
			else if (event.kind === 'send') launch();
			else if (event.kind === 'arrive') arrive();
			else if (event.kind === 'answer' && onItsWay?.answer && !isLost) {
				card = counted(card, onItsWay.answer);
				onItsWay = undefined;
			} else if (event.kind === 'refuse' && onItsWay && !onItsWay.answer) takeBack(0);
			else if (event.kind === 'lose' && onItsWay) isLost = true;
			else if (event.kind === 'look' && onItsWay && isLost) {
				card = told(card, latest());
				takeBack(onItsWay.answer ? onItsWay.change : 0);
			} else if (event.kind === 'hear') {
				heard = Math.min(heard + 1, history.length - 1);
				card = told(card, history[heard] ?? latest());
			} else if (event.kind === 'poll') {
				card = told(card, history.at(-1 - event.age) ?? latest());
			}

			shown = shownValue(card) ?? Number.NaN;
			// Less what the server was not told, the number is always one that the counter really had.
			expect(history).toContainEqual({
				value: shown - card.sending - card.queued,
				version: Math.max(card.confirmed?.version ?? 0, 0),
			});
		}

		return {
			step,
			shown: () => shown,
			/** What this client alone makes of the number. */
			expected: () => expected,
			version: () => card.confirmed?.version ?? 0,
			isWaiting: () => onItsWay !== undefined,
			/** Lets everything arrive that is on its way. */
			settle(): void {
				for (let round = 0; round < 1000 && isBusy(card); round++) {
					for (const kind of ['send', 'arrive', 'answer', 'look'] as const) step({ kind });
				}
				step({ kind: 'poll', age: 0 });
				expect(isBusy(card)).toBe(false);
			},
			counter: () => latest().value,
			taken: () => taken,
		};
	}

	test('agree in the end, whatever was lost, refused, late or out of order', () => {
		fc.assert(
			fc.property(
				histories(...ownEvents, foreignEvents, failures),
				fc.integer({ min: -1000, max: 1000 }),
				(events, value) => {
					const { step, settle, shown, counter, taken } = model(value);
					for (const event of events) step(event);
					settle();
					expect(shown()).toBe(counter());
					const sum = (kind: Event['kind']) =>
						events.reduce(
							(sum, event) => sum + (event.kind === kind && 'change' in event ? event.change : 0),
							0,
						);
					expect(counter()).toBe(value + sum('press') + sum('someone else') - taken());
				},
			),
			{ numRuns: 2000 },
		);
	});

	test('show a lone writer nothing but its own clicks, whatever news comes when', () => {
		fc.assert(
			fc.property(histories(...ownEvents), fc.integer(), (events, value) => {
				const { step, shown, expected } = model(value);
				for (const event of events) {
					step(event);
					expect(shown()).toBe(expected());
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('never go back to an older value', () => {
		fc.assert(
			fc.property(
				histories(...ownEvents, foreignEvents, failures),
				fc.integer({ min: -1000, max: 1000 }),
				(events, value) => {
					const { step, version } = model(value);
					let before = version();
					for (const event of events) {
						step(event);
						expect(version()).toBeGreaterThanOrEqual(before);
						before = version();
					}
				},
			),
			{ numRuns: 1000 },
		);
	});
});
