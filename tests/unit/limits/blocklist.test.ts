import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlocklist } from '../../../src/core/limits/blocklist';

const start = 1_700_000_000_000;

test('a new blocklist blocks no client', () => {
	expect(createBlocklist(10).blockedFor('a', start)).toBe(0);
});

test('a client is blocked for exactly the time that is left', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 30_000 }), fc.nat({ max: 60_000 }), (wait, later) => {
			const list = createBlocklist(1);
			list.block('a', start, wait);
			expect(list.blockedFor('a', start + later)).toBe(Math.max(0, wait - later));
		}),
	);
});

test('a client is free again in the very millisecond in which its block ends', () => {
	const list = createBlocklist(10);
	list.block('a', start, 500);
	expect(list.blockedFor('a', start + 499)).toBe(1);
	expect(list.blockedFor('a', start + 500)).toBe(0);
});

test('a client stays blocked however often the list is read', () => {
	const list = createBlocklist(10);
	list.block('a', start, 500);
	for (let time = 0; time < 500; time++) {
		expect(list.blockedFor('a', start + time)).toBe(500 - time);
	}
});

test('a block of one client does not block another', () => {
	const list = createBlocklist(10);
	list.block('a', start, 500);
	for (const other of ['b', 'A', '', 'unknown', '__proto__', 'constructor']) {
		expect(list.blockedFor(other, start)).toBe(0);
	}
});

test('a newer block replaces the older one, whether longer or shorter', () => {
	const list = createBlocklist(10);
	list.block('a', start, 500);
	list.block('a', start, 1000);
	expect(list.blockedFor('a', start)).toBe(1000);
	list.block('a', start, 200);
	expect(list.blockedFor('a', start)).toBe(200);
});

/** Blocks and reads of a few clients, on a clock that goes forward. */
const events = fc.array(
	fc.record({
		key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
		wait: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
		later: fc.nat({ max: 20 }),
	}),
	{ maxLength: 100, size: 'max' },
);

test('the list reports no longer block than the last one, and drops one early only at its capacity', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 8 }), events, (capacity, events) => {
			const list = createBlocklist(capacity);
			const blocks: { readonly key: string; readonly until: number }[] = [];
			let now = start;
			for (const { key, wait, later } of events) {
				now += later;
				if (wait !== undefined) {
					list.block(key, now, wait);
					blocks.push({ key, until: now + wait });
					continue;
				}
				const last = blocks.findLastIndex((entry) => entry.key === key);
				const left = Math.max(0, (blocks[last]?.until ?? 0) - now);
				const since = new Set(blocks.slice(last + 1).map((entry) => entry.key));
				const answer = list.blockedFor(key, now);
				if (since.size < capacity) expect(answer).toBe(left);
				else expect([0, left]).toContain(answer);
			}
		}),
		{ numRuns: 1000 },
	);
});

test('a full list drops the client that was blocked longest ago', () => {
	fc.assert(
		fc.property(fc.nat({ max: 50 }), fc.nat({ max: 200 }), (capacity, clients) => {
			const list = createBlocklist(capacity);
			const keys = Array.from({ length: clients }, (_, index) => `client ${index}`);
			for (const key of keys) list.block(key, start, 1000);
			const known = keys.filter((key) => list.blockedFor(key, start) > 0);
			expect(known).toEqual(capacity === 0 ? [] : keys.slice(-capacity));
		}),
	);
});

test('a client that is blocked again counts as blocked last', () => {
	const list = createBlocklist(2);
	list.block('a', start, 1000);
	list.block('b', start, 1000);
	list.block('a', start, 1000);
	list.block('c', start, 1000);
	expect(['a', 'b', 'c'].map((key) => list.blockedFor(key, start))).toEqual([1000, 0, 1000]);
});

test('two lists share no block', () => {
	const [one, other] = [createBlocklist(10), createBlocklist(10)];
	one.block('a', start, 500);
	expect(other.blockedFor('a', start)).toBe(0);
});

const hour = 3_600_000;

test('after the clock went back, a client is blocked for no longer than its wait', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 30_000 }),
			fc.oneof(fc.nat({ max: 60_000 }), fc.constantFrom(hour, 24 * hour, 10 ** 12)),
			fc.array(fc.nat({ max: 10_000 }), { maxLength: 10 }),
			(wait, step, pauses) => {
				const list = createBlocklist(1);
				list.block('a', start, wait);
				let now = start - step;
				expect(list.blockedFor('a', now)).toBe(wait);
				for (const pause of pauses) {
					now += pause;
					expect(list.blockedFor('a', now)).toBe(Math.max(0, start - step + wait - now));
				}
				expect(list.blockedFor('a', start - step + wait)).toBe(0);
			},
		),
	);
});

test('after the clock went forward by an hour, a client is free', () => {
	const list = createBlocklist(1);
	list.block('a', start, 30_000);
	expect(list.blockedFor('a', start + hour)).toBe(0);
	// And it stays free when the clock is set right.
	expect(list.blockedFor('a', start)).toBe(0);
});
