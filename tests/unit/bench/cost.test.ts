import { expect, test } from 'vitest';
import { costPerMillion, prices } from '../../../bench/cost.ts';

const nothing = { requests: 0, calls: 0, rows: 0 };

test('a million of each use costs its price', () => {
	expect(costPerMillion(nothing)).toBe(0);
	expect(costPerMillion({ ...nothing, requests: 1 })).toBe(prices.request);
	expect(costPerMillion({ ...nothing, rows: 1 })).toBe(prices.row);
});

test('a call costs its price and 10 ms of an object with 128 MB', () => {
	// The first example on Cloudflare's page of prices: a million seconds are 128,000 GB-s.
	const tenMilliseconds = 128_000 / 100;
	const time = (tenMilliseconds * prices.gigabyteSecond) / 1_000_000;
	expect(costPerMillion({ ...nothing, calls: 1 })).toBeCloseTo(prices.call + time);
});

test('the uses of one request add up', () => {
	const use = { requests: 2, calls: 5, rows: 2 };
	const parts = [
		{ ...nothing, requests: 2 },
		{ ...nothing, calls: 5 },
		{ ...nothing, rows: 2 },
	];
	const sum = parts.reduce((sum, part) => sum + costPerMillion(part), 0);
	expect(costPerMillion(use)).toBeCloseTo(sum);
});
