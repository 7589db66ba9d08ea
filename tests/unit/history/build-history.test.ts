import { expect, test } from 'vitest';
import { spanLength } from '../../../src/core/history/history';
import type { HistoryPart } from '../../../src/core/history/running-history';
import { buildHistory, rangeOf } from '../../../src/core/history/build-history';

const { hour } = spanLength;
const range = { by: 'hour', first: 10, end: 20 } as const;

function part(number: number, added: number, value: number): HistoryPart {
	return { by: 'hour', number, added, subtracted: 0, value };
}

test('a range is whole hours, of which a part may be asked for', () => {
	expect(rangeOf({ by: 'hour', from: 10 * hour + 1, to: 19 * hour + 1 })).toEqual(range);
	expect(rangeOf({ by: 'day', from: 0, to: 1 })).toEqual({ by: 'day', first: 0, end: 1 });
});

test('the value before a range is that at the end of the entry before it', () => {
	const { valueBefore, entries } = buildHistory(
		range,
		[part(3, 1, 7), part(12, 2, 9)],
		undefined,
		9,
	);
	expect([valueBefore, entries]).toEqual([
		7,
		[{ from: 12 * hour, added: 2, subtracted: 0, value: 9 }],
	]);
});

test.each([
	['its first entry began with', [part(12, 2, 9)], undefined, 7],
	['the entry after it began with', [part(25, 4, 9)], undefined, 5],
	['the running entry after it began with', [], part(25, 4, 9), 5],
	['the running entry before it has now', [], part(5, 4, 9), 9],
	['the counter has', [], undefined, 99],
])(
	'the value before a range without an earlier entry is that which %s',
	(_what, stored, running, value) => {
		expect(buildHistory(range, stored, running, 99).valueBefore).toBe(value);
	},
);

test('the running hour takes its place among the stored ones', () => {
	const stored = [part(11, 1, 1), part(15, 1, 2)];
	const numbers = (running: HistoryPart) =>
		buildHistory(range, stored, running, 9).entries.map(({ from, added, value }) => [
			from / hour,
			added,
			value,
		]);
	expect(numbers(part(12, 5, 9))).toEqual([
		[11, 1, 1],
		[12, 5, 9],
		[15, 1, 2],
	]);
	expect(numbers(part(15, 5, 9))).toEqual([
		[11, 1, 1],
		[15, 6, 9],
	]);
	expect(numbers(part(20, 5, 9))).toHaveLength(2);
});
