import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	clientTag,
	countKey,
	endOf,
	type KeyQuota,
	keyPeriod,
	type KeyUse,
	periodOf,
} from '../../../src/core/limits/key-quota';

const start = 1_795_000_000_000;
const hour = 3_600_000;

/** Counts keys of these clients, one after the other, and returns the use and what was refused. */
function countAll(clients: readonly string[], quota: KeyQuota, now = start, use?: KeyUse) {
	const refused: string[] = [];
	let last = use;
	for (const client of clients) {
		const next = countKey(last, now, client, quota);
		if ('refused' in next) refused.push(`${client} ${next.refused}`);
		else last = next;
	}
	return { use: last, refused };
}

const times = fc.integer({ min: 0, max: 10 ** 13 });
const histories = fc.array(
	fc.nat({ max: 120 }).map((n) => `10.0.0.${n}`),
	{ maxLength: 400 },
);

test('a period ends where the next one begins, a quarter of a day later', () => {
	fc.assert(
		fc.property(times, (time) => {
			const end = endOf(periodOf(time));
			expect(end).toBeGreaterThan(time);
			expect(end - time).toBeLessThanOrEqual(keyPeriod);
			expect(periodOf(end)).toBe(periodOf(time) + 1);
		}),
	);
	expect(keyPeriod).toBe(6 * hour);
});

test('one client is refused at its own quota, and other clients are not', () => {
	const quota = { client: 5, counter: 1000 };
	const { refused, use } = countAll([...Array<string>(7).fill('a'), 'b'], quota);
	expect(refused).toEqual(['a rate-limited', 'a rate-limited']);
	expect(use?.total).toBe(6);
});

test('a counter refuses every client at its quota', () => {
	const { refused } = countAll(['a', 'b', 'c', 'd'], { client: 5, counter: 3 });
	expect(refused).toEqual(['d unavailable']);
});

test('a refusal says how long the period lasts', () => {
	const quota = { client: 0, counter: 0 };
	expect(countKey(undefined, endOf(1) - 1500, 'a', quota)).toEqual({
		refused: 'rate-limited',
		retryAfter: 1.5,
	});
	expect(countKey(undefined, endOf(1) - 1500, undefined, quota)).toEqual({
		refused: 'unavailable',
		retryAfter: 1.5,
	});
});

test('a counter never takes more keys in a period than its quota, and few of its clients are stored', () => {
	const quota = { client: 20, counter: 200 };
	fc.assert(
		fc.property(histories, (clients) => {
			const { use, refused } = countAll(clients, quota);
			expect(use?.total ?? 0).toBe(clients.length - refused.length);
			expect(use?.total ?? 0).toBeLessThanOrEqual(quota.counter);
			expect(use?.byClient.size ?? 0).toBeLessThanOrEqual(64);
		}),
	);
});

test('a client’s count is never too high, and too low by at most one key in 65', () => {
	const quota = { client: 1000, counter: 1000 };
	fc.assert(
		fc.property(histories, (clients) => {
			const { use } = countAll(clients, quota);
			for (const client of new Set(clients)) {
				const tag = clientTag(client);
				const exact = clients.filter((other) => clientTag(other) === tag).length;
				const counted = use?.byClient.get(tag) ?? 0;
				expect(counted).toBeLessThanOrEqual(exact);
				expect(counted).toBeGreaterThanOrEqual(exact - clients.length / 65);
			}
		}),
	);
});

test.each([
	['forward', hour * 6],
	['back', -hour * 6],
])('after the clock went %s into another period, keys are counted anew', (_way, step) => {
	const quota = { client: 2, counter: 2 };
	const { use } = countAll(['a', 'a'], quota);
	expect(countKey(use, start, 'a', quota)).toHaveProperty('refused');
	expect(countKey(use, start + step, 'a', quota)).toMatchObject({ total: 1 });
});

test('the use before is not changed', () => {
	const { use } = countAll(['a', 'b'], { client: 5, counter: 5 });
	const copy = structuredClone(use);
	countKey(use, start, 'a');
	expect(use).toEqual(copy);
});

test('the tag of a client has 16 bits, so that no address can be found by it', () => {
	fc.assert(
		fc.property(fc.ipV4(), (address) => {
			const tag = clientTag(address);
			expect(Number.isInteger(tag) && tag >= 0 && tag < 2 ** 16).toBe(true);
			expect(clientTag(address)).toBe(tag);
		}),
	);
	const addresses = Array.from({ length: 5000 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
	expect(new Set(addresses.map(clientTag)).size).toBeGreaterThan(4000);
});
