import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Call, findOrder, isLinearizable } from '../../src/core/linearizable';

/** A call from `sent` to `at` that adds `change` and is answered with `value`. */
function call(change: number, sent: number, at: number, value: number): Call {
	return { change, sent, answer: { at, value } };
}

/** A call without an answer. */
function unanswered(change: number, sent: number): Call {
	return { change, sent };
}

const linearizable: Readonly<Record<string, readonly Call[]>> = {
	'that is empty': [],
	'of calls one after another': [
		call(0, 1, 2, 0),
		call(5, 3, 4, 5),
		call(-7, 5, 6, -2),
		call(0, 7, 8, -2),
	],
	'of concurrent writes in the order of sending': [call(1, 1, 3, 1), call(1, 2, 4, 2)],
	'of concurrent writes in the other order': [call(1, 1, 3, 2), call(1, 2, 4, 1)],
	'in which a read sees a write that is under way': [call(1, 1, 4, 1), call(0, 2, 3, 1)],
	'in which a read does not see a write that is under way': [call(1, 1, 4, 1), call(0, 2, 3, 0)],
	'in which the second of two reads during one write sees it': [
		call(1, 1, 6, 1),
		call(0, 2, 3, 0),
		call(0, 4, 5, 1),
	],
	'in which an unanswered write never counted': [unanswered(5, 1), call(0, 2, 3, 0)],
	'in which an unanswered write counted at once': [unanswered(5, 1), call(0, 2, 3, 5)],
	'in which an unanswered write counted late': [
		unanswered(5, 1),
		call(1, 2, 3, 1),
		call(0, 4, 5, 1),
		call(0, 6, 7, 6),
	],
	'in which one of two unanswered writes counted': [
		unanswered(5, 1),
		unanswered(7, 2),
		call(0, 3, 4, 7),
		call(0, 5, 6, 7),
	],
};

test.each(Object.entries(linearizable))('a history %s is linearizable', (_, history) => {
	expect(isLinearizable(history)).toBe(true);
	expect(isLinearizable(history.toReversed())).toBe(true);
});

test('a history that fits the initial value is linearizable', () => {
	expect(isLinearizable([call(1, 1, 2, 8)], 7)).toBe(true);
});

const notLinearizable: Readonly<Record<string, readonly Call[]>> = {
	'with a lost update': [call(1, 1, 3, 1), call(1, 2, 4, 1)],
	'with a lost update that only a later read shows': [
		call(1, 1, 2, 1),
		call(1, 3, 4, 2),
		call(0, 5, 6, 1),
	],
	'with a stale read after an acknowledged write': [call(1, 1, 2, 1), call(0, 3, 4, 0)],
	'with a value that no write gives': [call(1, 1, 2, 1), call(0, 3, 4, 3)],
	'with a value that only a later write gives': [call(0, 1, 2, 1), call(1, 3, 4, 1)],
	'with a double count': [call(1, 1, 2, 1), call(0, 3, 4, 2)],
	'with a double count of an unanswered write': [unanswered(5, 1), call(0, 2, 3, 10)],
	'with an unanswered write that counted before it was sent': [call(0, 1, 2, 5), unanswered(5, 3)],
	'with an unanswered write that one read sees and a later one does not': [
		unanswered(5, 1),
		call(0, 2, 3, 5),
		call(0, 4, 5, 0),
	],
	'with a read that does not see a write that an earlier read saw': [
		call(1, 1, 6, 1),
		call(0, 2, 3, 1),
		call(0, 4, 5, 0),
	],
	'with readers that disagree on the order of two writes': [
		call(1, 1, 10, 1),
		call(2, 2, 9, 3),
		call(0, 3, 4, 1),
		call(0, 5, 6, 2),
	],
	'with writes that take effect in the reverse order': [call(1, 1, 2, 2), call(1, 3, 4, 1)],
};

test.each(Object.entries(notLinearizable))('a history %s is not linearizable', (_, history) => {
	expect(isLinearizable(history)).toBe(false);
	expect(isLinearizable(history.toReversed())).toBe(false);
});

test('a history that does not fit the initial value is not linearizable', () => {
	expect(isLinearizable([call(1, 1, 2, 1)], 7)).toBe(false);
});

/** Every order of every part of `items`. */
function* arrangements<Item>(items: readonly Item[]): Generator<readonly Item[]> {
	yield [];
	for (const [index, item] of items.entries()) {
		for (const rest of arrangements(items.toSpliced(index, 1))) yield [item, ...rest];
	}
}

/** The definition: some order of the calls explains every answer. */
function isExplained(history: readonly Call[]): boolean {
	return arrangements(history).some((order) => {
		let value = 0;
		return (
			history.every((one) => one.answer === undefined || order.includes(one)) &&
			order.every(({ answer, change }) => {
				value += change;
				return answer === undefined || answer.value === value;
			}) &&
			order.every(({ sent }, index) =>
				order.slice(index + 1).every(({ answer }) => answer === undefined || sent < answer.at),
			)
		);
	});
}

const anyHistory: fc.Arbitrary<readonly Call[]> = fc.integer({ min: 1, max: 5 }).chain((length) =>
	fc
		.tuple(
			fc.shuffledSubarray([...Array(2 * length).keys()], { minLength: 2 * length }),
			fc.array(
				fc.record({
					change: fc.constantFrom(0, 1, 2, -1),
					value: fc.constantFrom(0, 1, 2, 3),
					isAnswered: fc.boolean(),
				}),
				{ minLength: length, maxLength: length },
			),
		)
		.map(([times, calls]) =>
			calls.map(({ change, value, isAnswered }, index) => {
				const [sent = 0, at = 0] = times.slice(2 * index, 2 * index + 2).toSorted((a, b) => a - b);
				return isAnswered ? call(change, sent, at, value) : unanswered(change, sent);
			}),
		),
);

test('isLinearizable agrees with the definition on small histories', () => {
	const verdicts = new Set<boolean>();
	fc.assert(
		fc.property(anyHistory, (history) => {
			const verdict = isExplained(history);
			verdicts.add(verdict);
			expect(isLinearizable(history)).toBe(verdict);
		}),
		{ numRuns: 2000 },
	);
	expect(verdicts.size).toBe(2);
});

test('the order that is found has each answered call once and explains it', () => {
	const history = [call(1, 1, 6, 3), call(2, 2, 5, 2), unanswered(4, 3), call(0, 7, 8, 7)];
	const [one, two, lost, last] = history;
	expect(findOrder(history)).toEqual([two, one, lost, last]);
	expect(findOrder(history.slice(0, 3))).toEqual([two, one]);
});

test('a long history with many unanswered writes is decided', () => {
	const history: Call[] = [];
	for (let index = 0; index < 48; index++) {
		const time = 2 * index;
		history.push(index % 4 === 0 ? unanswered(2 ** (index / 4), time) : call(0, time, time + 1, 0));
	}
	expect(isLinearizable(history)).toBe(true);
	expect(isLinearizable([...history, call(0, 200, 201, 2 ** 12 - 1)])).toBe(true);
	expect(isLinearizable([...history, call(0, 200, 201, 2 ** 12)])).toBe(false);
});
