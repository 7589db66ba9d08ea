import { expect, test } from 'vitest';
import {
	assumedCallTime,
	bill,
	costs,
	duration,
	freeEachDay,
	longestDay,
	prices,
	together,
} from '../../../bench/cost.ts';

const nothing = { requests: 0, calls: 0, rowsWritten: 0, rowsRead: 0 };
const click = { requests: 1, calls: 2, rowsWritten: 1, rowsRead: 0 };

test('an object is billed for 128 MB while it is active', () => {
	// The first example on Cloudflare's page of prices: a million seconds are 128,000 GB-s.
	expect(duration(1_000_000 * 1000)).toBeCloseTo(128_000);
});

test('one counter that never rests stays within the free plan', () => {
	expect(longestDay).toBeCloseTo(11_059.2);
	expect(longestDay).toBeLessThan(prices.duration.free);
});

test('a bill has each part at its price, and their sum', () => {
	const { requests, calls, rowsWritten, rowsRead, duration: time, total } = bill(click);
	expect({ requests, calls, rowsWritten, rowsRead }).toEqual({
		requests: 0.3,
		calls: 0.3,
		rowsWritten: 1,
		rowsRead: 0,
	});
	expect(time).toBeCloseTo(((2 * assumedCallTime) / 1000) * 0.128 * 12.5);
	expect(total).toBeCloseTo(1.6 + time);
});

test('what is scarcest ends the free day', () => {
	expect(freeEachDay({ ...nothing, requests: 1 })).toBe(100_000);
	expect(freeEachDay(click)).toBe(50_000);
	expect(freeEachDay({ ...click, rowsWritten: 4 })).toBe(25_000);
	expect(freeEachDay({ ...click, rowsRead: 500 })).toBe(10_000);
});

test('uses add up', () => {
	expect(together(click, click, { ...nothing, rowsRead: 3 })).toEqual({
		requests: 2,
		calls: 4,
		rowsWritten: 2,
		rowsRead: 3,
	});
});

test('only what was counted is worked out', () => {
	const actions = (counts: Parameters<typeof costs>[0]): string[] =>
		costs(counts).map(({ action, peer }) => `${peer}: ${action}`);
	expect(actions([])).toEqual(['site: an hour of watching one counter']);
	expect(actions([{ id: 'increment', peer: 'article', ...click }])).toContain(
		'article: a click by a program',
	);
});

test('a key costs one row more when it is removed', () => {
	const [keyed] = costs([{ id: 'keyed', peer: 'site', ...click }]);
	expect(keyed?.use).toMatchObject({ requests: 1, calls: 2, rowsWritten: 2 });
});

test('an hour of asking every second is 3600 reads', () => {
	const read = { requests: 1, calls: 3, rowsWritten: 1, rowsRead: 3 };
	const asking = costs([{ id: 'value', peer: 'article', ...read }]).find(
		({ peer }) => peer === 'article',
	);
	expect(asking?.use).toEqual({
		requests: 3600,
		calls: 10_800,
		rowsWritten: 3600,
		rowsRead: 10_800,
	});
	expect(asking?.bill.total).toBeGreaterThan(3600 * (0.3 + 0.45 + 1));
});
