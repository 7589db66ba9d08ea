import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBlocklist } from '../../../src/core/limits/blocklist';

const start = 1_700_000_000_000;

test('nobody is blocked at first', () => {
	expect(createBlocklist(10).blockedFor('a', start)).toBe(0);
});

describe('who is blocked', () => {
	test('is so for exactly the time that is left', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 30_000 }), fc.nat({ max: 60_000 }), (wait, later) => {
				const list = createBlocklist(1);
				list.block('a', start + wait);
				expect(list.blockedFor('a', start + later)).toBe(Math.max(0, wait - later));
			}),
		);
	});

	test('is free at the very millisecond', () => {
		const list = createBlocklist(10);
		list.block('a', start + 500);
		expect(list.blockedFor('a', start + 499)).toBe(1);
		expect(list.blockedFor('a', start + 500)).toBe(0);
	});

	test('stays so however often it is asked', () => {
		const list = createBlocklist(10);
		list.block('a', start + 500);
		for (let time = 0; time < 500; time++) {
			expect(list.blockedFor('a', start + time)).toBe(500 - time);
		}
	});

	test('is nobody else', () => {
		const list = createBlocklist(10);
		list.block('a', start + 500);
		for (const other of ['b', 'A', '', 'unknown', '__proto__', 'constructor']) {
			expect(list.blockedFor(other, start)).toBe(0);
		}
	});

	test('can be blocked anew, for a longer or a shorter time', () => {
		const list = createBlocklist(10);
		list.block('a', start + 500);
		list.block('a', start + 1000);
		expect(list.blockedFor('a', start)).toBe(1000);
		list.block('a', start + 200);
		expect(list.blockedFor('a', start)).toBe(200);
	});
});

describe('the list', () => {
	/** Blocks and questions about a few clients, on a clock that goes on. */
	const events = fc.array(
		fc.record({
			key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
			wait: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
			later: fc.nat({ max: 20 }),
		}),
		{ maxLength: 100, size: 'max' },
	);

	test('never says more than it was told, and forgets early for capacity alone', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 8 }), events, (capacity, events) => {
				const list = createBlocklist(capacity);
				const told: { readonly key: string; readonly until: number }[] = [];
				let now = start;
				for (const { key, wait, later } of events) {
					now += later;
					if (wait !== undefined) {
						list.block(key, now + wait);
						told.push({ key, until: now + wait });
						continue;
					}
					const last = told.findLastIndex((entry) => entry.key === key);
					const left = Math.max(0, (told[last]?.until ?? 0) - now);
					const since = new Set(told.slice(last + 1).map((entry) => entry.key));
					const answer = list.blockedFor(key, now);
					if (since.size < capacity) expect(answer).toBe(left);
					else expect([0, left]).toContain(answer);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('never holds more than its capacity, and the one blocked longest ago makes room', () => {
		fc.assert(
			fc.property(fc.nat({ max: 50 }), fc.nat({ max: 200 }), (capacity, clients) => {
				const list = createBlocklist(capacity);
				const keys = Array.from({ length: clients }, (_, index) => `client ${index}`);
				for (const key of keys) list.block(key, start + 1000);
				const known = keys.filter((key) => list.blockedFor(key, start) > 0);
				expect(known).toEqual(capacity === 0 ? [] : keys.slice(-capacity));
			}),
		);
	});

	test('counts who is blocked anew as blocked just now', () => {
		const list = createBlocklist(2);
		list.block('a', start + 1000);
		list.block('b', start + 1000);
		list.block('a', start + 1000);
		list.block('c', start + 1000);
		expect(['a', 'b', 'c'].map((key) => list.blockedFor(key, start))).toEqual([1000, 0, 1000]);
	});

	test('is not that of another isolate', () => {
		const [one, other] = [createBlocklist(10), createBlocklist(10)];
		one.block('a', start + 500);
		expect(other.blockedFor('a', start)).toBe(0);
	});
});
