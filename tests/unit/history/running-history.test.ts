import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanLength } from '../../../src/core/history/history';
import {
	countChange,
	endedParts,
	type HistoryPart,
	type RunningHistory,
	runningParts,
} from '../../../src/core/history/running-history';

const start = Date.UTC(2026, 10, 27, 22, 30);
const hour = spanLength.hour;

/** Counts changes at their times, and returns the running hour and all parts that are over. */
function countAll(changes: readonly { readonly by: number; readonly at: number }[], value = 0) {
	let running: RunningHistory | undefined;
	let from = value;
	const ended: HistoryPart[] = [];
	for (const { by, at } of changes) {
		const after = countChange(running, from, from + by, at);
		ended.push(...endedParts(running, after));
		running = after;
		from += by;
	}
	return { running, ended };
}

test('changes of one hour are summed, added and subtracted apart', () => {
	const { running, ended } = countAll(
		[
			{ by: 5, at: start },
			{ by: -2, at: start + 1 },
			{ by: 1, at: start + hour / 4 },
		],
		10,
	);
	expect(running).toMatchObject({ added: 6, subtracted: 2, dayAdded: 6, daySubtracted: 2 });
	expect([running?.value, ended]).toEqual([14, []]);
});

test('the first change of the next hour ends an hour, and at midnight a day too', () => {
	const number = Math.floor(start / hour);
	const { running, ended } = countAll([
		{ by: 5, at: start },
		{ by: -2, at: start + hour },
		{ by: 1, at: start + 2 * hour },
	]);
	expect(ended).toEqual([
		{ by: 'hour', number, added: 5, subtracted: 0, value: 5 },
		{ by: 'hour', number: number + 1, added: 0, subtracted: 2, value: 3 },
		{ by: 'day', number: Math.floor(number / 24), added: 5, subtracted: 2, value: 3 },
	]);
	expect(running).toMatchObject({ hour: number + 2, added: 1, dayAdded: 1, daySubtracted: 0 });
});

test.each([
	['less than an hour', -hour / 2, 0],
	['a day', -24 * hour, -24],
	['into the next hour', hour, 1],
	['a year', 8760 * hour, 8760],
])('a clock that jumps by %s counts the change once', (_what, jump, hours) => {
	const { running, ended } = countAll([
		{ by: 5, at: start },
		{ by: 3, at: start + jump - hour / 4 },
	]);
	const all = [...ended, ...(running ? runningParts(running) : [])];
	const sums = Map.groupBy(all, ({ by }) => by);
	for (const parts of sums.values()) {
		expect(parts.reduce((sum, { added }) => sum + added, 0)).toBe(8);
	}
	expect(running?.hour).toBe(Math.floor(start / hour) + hours);
});

test('what an edition without history has changed meanwhile counts at the next change', () => {
	const before = countChange(undefined, 0, 5, start);
	expect(countChange(before, 15, 12, start)).toMatchObject({
		added: 15,
		subtracted: 3,
		value: 12,
	});
});

test('sums stay within the safe integers', () => {
	const { MIN_SAFE_INTEGER: least, MAX_SAFE_INTEGER: most } = Number;
	const up = countChange(undefined, least, most, start);
	const down = countChange(up, most, least, start);
	expect([up.added, down.added, down.subtracted]).toEqual([most, most, most]);
});

test('hours and days each sum up to the change of the value', () => {
	const anyChange = fc.record({ by: fc.integer({ min: -1000, max: 1000 }), step: fc.nat(3) });
	fc.assert(
		fc.property(fc.array(anyChange), (changes) => {
			let at = start;
			const timed = changes.map(({ by, step }) => {
				at += step * step * hour;
				return { by, at };
			});
			const { running, ended } = countAll(timed);
			const all = [...ended, ...(running ? runningParts(running) : [])];
			for (const span of ['hour', 'day'] as const) {
				const parts = all.filter(({ by }) => by === span);
				let value = 0;
				for (const part of parts) {
					value += part.added - part.subtracted;
					expect(part.value).toBe(value);
				}
				expect(parts.map(({ number }) => number)).toEqual(
					[...new Set(parts.map(({ number }) => number))].toSorted((a, b) => a - b),
				);
			}
		}),
	);
});
