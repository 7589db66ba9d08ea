import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJoinBudget, joinPolicy } from '../../../src/core/limits/join-budget';

const start = 1_795_000_000_000;
const hour = 3_600_000;

/** How many of `joins` sockets of one client are admitted, opened at the same interval. */
function admitted(joins: number, interval: number): number {
	const budget = createJoinBudget(10);
	const waits = Array.from({ length: joins }, (_, at) => budget.join('a', start + at * interval));
	return waits.filter((wait) => wait === 0).length;
}

test('of 153 sockets in 5 seconds, one client gets its burst and one more each second', () => {
	expect(admitted(153, 5000 / 153)).toBe(joinPolicy.burst + 4);
});

test('a client that opens a socket each second is never refused', () => {
	expect(admitted(1000, joinPolicy.interval)).toBe(1000);
});

test('one client’s sockets cost no other client any', () => {
	const budget = createJoinBudget(10);
	for (let join = 0; join < 100; join++) budget.join('a', start);
	expect(budget.join('a', start)).toBeGreaterThan(0);
	expect(budget.join('b', start)).toBe(0);
});

test('a client that waits as long as it is asked to is admitted', () => {
	fc.assert(
		fc.property(fc.array(fc.nat({ max: 3000 }), { maxLength: 100, size: 'max' }), (pauses) => {
			const budget = createJoinBudget(10);
			let now = start;
			for (const pause of pauses) {
				now += pause;
				const wait = budget.join('a', now);
				expect(wait).toBeLessThanOrEqual(joinPolicy.interval);
				now += wait;
				if (wait > 0) expect(budget.join('a', now)).toBe(0);
			}
		}),
	);
});

test.each([hour, -hour])(
	'a clock that jumps by %d ms keeps no client waiting for longer',
	(step) => {
		fc.assert(
			fc.property(fc.nat({ max: 60 }), (joins) => {
				const budget = createJoinBudget(10);
				for (let join = 0; join < joins; join++) budget.join('a', start);
				let now = start + step;
				for (let join = 0; join < 60; join++) {
					const wait = budget.join('a', now);
					expect(wait).toBeLessThanOrEqual(joinPolicy.interval);
					now += wait;
				}
			}),
		);
	},
);

test('no more clients are known than the capacity', () => {
	const budget = createJoinBudget(2);
	for (let join = 0; join < joinPolicy.burst; join++) budget.join('a', start);
	budget.join('b', start);
	budget.join('c', start);
	// The first client was forgotten, and has a full budget again.
	expect(budget.join('a', start)).toBe(0);
});
