/** A card against a model of its counter and of the network between them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	confirm,
	enqueue,
	initialCard,
	isBusy,
	nextWrite,
	receive,
	reject,
	shownValue,
} from '../../../src/islands/counter/card-state';
import type { Reading } from '../../../src/islands/counter/client';

type Event =
	| { readonly kind: 'press' | 'remote change'; readonly change: number }
	| { readonly kind: 'send' | 'arrive' | 'answer' | 'refuse' | 'lose' | 'reread' | 'message' }
	| { readonly kind: 'poll'; readonly age: number };
const changes = fc.oneof(fc.constantFrom(-1, 1), fc.integer({ min: -2500, max: 2500 }));
const ownEvents = [
	fc.record({ kind: fc.constant('press' as const), change: changes }),
	fc.record({ kind: fc.constantFrom('send' as const, 'arrive', 'answer', 'message') }),
	fc.record({ kind: fc.constant('poll' as const), age: fc.nat({ max: 5 }) }),
];
const remoteEvents = fc.record({ kind: fc.constant('remote change' as const), change: changes });
const failures = fc.record({ kind: fc.constantFrom('refuse' as const, 'lose', 'reread') });
const histories = (...events: fc.Arbitrary<Event>[]) =>
	fc.array(fc.oneof(...events), { maxLength: 80, size: 'max' });

/** When the model's counter was first written: it is not deleted. */
const epoch = 1;

function reading(value: number, version: number): Reading {
	return { value, version, epoch };
}

/**
 * A card, its counter, and everything that is sent between them. Messages of the socket arrive in
 * order and late, polls in any order; answers arrive after any of them.
 */
function model(value: number) {
	const history: Reading[] = [reading(value, 0)];
	const latest = () => history.at(-1) ?? reading(value, 0);
	let card = initialCard(value);
	let received = 0;
	let unanswered: { change: number; answer?: Reading } | undefined;
	/** Whether the answer of the write was lost, so that the counter has to be read. */
	let isLost = false;
	let shown = value;
	let expected = value;
	let taken = 0;

	function write(change: number): Reading {
		history.push(reading(latest().value + change, latest().version + 1));
		return latest();
	}
	function send(): void {
		const [next, sent] = nextWrite(card);
		card = next;
		if (!sent) return;
		expect(unanswered).toBeUndefined();
		expect(sent.amount).toBeGreaterThanOrEqual(1);
		expect(sent.amount).toBeLessThanOrEqual(1000);
		unanswered = { change: sent.operation === 'increment' ? sent.amount : -sent.amount };
	}
	function arrive(): void {
		if (unanswered && !isLost) unanswered.answer ??= write(unanswered.change);
	}
	function takeBack(counted: number): void {
		taken += card.sending + card.queued - counted;
		expected -= card.sending + card.queued - counted;
		card = reject(card, { text: 'No answer came.' });
		unanswered = undefined;
		isLost = false;
	}

	function step(event: Event): void {
		if (event.kind === 'press') {
			card = enqueue(card, event.change);
			expected += event.change;
		} else if (event.kind === 'remote change') write(event.change);
		else if (event.kind === 'send') send();
		else if (event.kind === 'arrive') arrive();
		else if (event.kind === 'answer' && unanswered?.answer && !isLost) {
			card = confirm(card, unanswered.answer);
			unanswered = undefined;
		} else if (event.kind === 'refuse' && unanswered && !unanswered.answer) takeBack(0);
		else if (event.kind === 'lose' && unanswered) isLost = true;
		else if (event.kind === 'reread' && unanswered && isLost) {
			card = receive(card, latest());
			takeBack(unanswered.answer ? unanswered.change : 0);
		} else if (event.kind === 'message') {
			received = Math.min(received + 1, history.length - 1);
			card = receive(card, history[received] ?? latest());
		} else if (event.kind === 'poll') {
			card = receive(card, history.at(-1 - event.age) ?? latest());
		}

		shown = shownValue(card) ?? Number.NaN;
		// Without what the server has not answered, the number is always one that the counter really had.
		expect(history).toContainEqual({
			value: shown - card.sending - card.queued,
			version: Math.max(card.confirmed?.version ?? 0, 0),
			epoch,
		});
	}

	return {
		step,
		shown: () => shown,
		/** What the number is by this client's clicks alone. */
		expected: () => expected,
		version: () => card.confirmed?.version ?? 0,
		/** Lets everything arrive that was sent. */
		settle(): void {
			for (let round = 0; round < 1000 && isBusy(card); round++) {
				for (const kind of ['send', 'arrive', 'answer', 'reread'] as const) step({ kind });
			}
			step({ kind: 'poll', age: 0 });
			expect(isBusy(card)).toBe(false);
		},
		counter: () => latest().value,
		taken: () => taken,
	};
}

test('a card and its counter agree in the end, whatever was lost, refused, late or out of order', () => {
	fc.assert(
		fc.property(
			histories(...ownEvents, remoteEvents, failures),
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
				expect(counter()).toBe(value + sum('press') + sum('remote change') - taken());
			},
		),
		{ numRuns: 2000 },
	);
});

test('a card shows a lone writer only their own clicks, whatever message is received when', () => {
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

test('a card never returns to an older value', () => {
	fc.assert(
		fc.property(
			histories(...ownEvents, remoteEvents, failures),
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
