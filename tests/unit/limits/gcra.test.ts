import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budget, gcra, type RatePolicy, clampArrival } from '../../../src/core/limits/gcra';

/** The budget of the contract: a burst of 10, then one every 0.5 s. */
const contract: RatePolicy = { burst: 10, interval: 500 };

const policies = fc.record({
	burst: fc.integer({ min: 1, max: 12 }),
	interval: fc.integer({ min: 1, max: 50 }),
});
const start = 1_700_000_000_000;

/** Gaps between writes in milliseconds: crowded, around the interval, and long pauses. */
const gaps = fc.array(
	fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 60 }), fc.nat({ max: 2000 })),
	{ minLength: 1, maxLength: 80, size: 'max' },
);

/** A token bucket: a write takes one token, and the bucket fills steadily over time. */
function createTokenBucket({ burst, interval }: RatePolicy) {
	/** In milliseconds of filling, so that no fraction is rounded. */
	let level = burst * interval;
	return {
		pass(milliseconds: number): void {
			for (let tick = 0; tick < milliseconds && level < burst * interval; tick++) level++;
		},
		take(): boolean {
			if (level < interval) return false;
			level -= interval;
			return true;
		},
		/** Milliseconds until {@link take} would succeed. */
		missing: () => Math.max(0, interval - level),
		whole: () => Math.floor(level / interval),
		untilFull: () => burst * interval - level,
	};
}

test('a new client may write a whole burst at once, and then waits one interval', () => {
	let arrival = 0;
	for (let write = 1; write <= 10; write++) {
		const outcome = gcra(arrival, start, contract);
		if (!('arrival' in outcome)) throw new Error(`write ${write} was refused`);
		arrival = outcome.arrival;
	}
	expect(gcra(arrival, start, contract)).toEqual({ wait: 500 });
	expect(gcra(arrival, start + 499, contract)).toEqual({ wait: 1 });
	expect(gcra(arrival, start + 500, contract)).toHaveProperty('arrival');
});

test('gcra admits, refuses and reports the same as a token bucket', () => {
	let histories = 0;
	let over = 0;
	let under = 0;
	fc.assert(
		fc.property(policies, gaps, (policy, history) => {
			const bucket = createTokenBucket(policy);
			let arrival = 0;
			let now = start;
			const expectations: unknown[] = [];
			const answers: unknown[] = [];
			histories++;
			for (const gap of history) {
				now += gap;
				bucket.pass(gap);
				const missing = bucket.missing();
				const admitted = bucket.take();
				const outcome = gcra(arrival, now, policy);
				if ('arrival' in outcome) {
					if (!admitted) over++;
					arrival = outcome.arrival;
				} else {
					if (admitted) under++;
				}
				expectations.push([missing, { remaining: bucket.whole(), reset: bucket.untilFull() }]);
				answers.push(['arrival' in outcome ? 0 : outcome.wait, budget(arrival, now, policy)]);
			}
			expect(answers).toEqual(expectations);
		}),
		{ numRuns: 2000 },
	);
	console.info(`gcra: ${histories} histories, ${over} over-admissions, ${under} under-admissions`);
	expect([over, under]).toEqual([0, 0]);
});

test('no period of time has more admitted writes than its budget', () => {
	fc.assert(
		fc.property(policies, gaps, (policy, history) => {
			let arrival = 0;
			let now = start;
			const admitted: number[] = [];
			for (const gap of history) {
				now += gap;
				const outcome = gcra(arrival, now, policy);
				if (!('arrival' in outcome)) continue;
				arrival = outcome.arrival;
				admitted.push(now);
			}
			const excess = admitted.flatMap((from, first) =>
				admitted.slice(first).map((to, count) => {
					const most = policy.burst + Math.floor((to - from) / policy.interval);
					return count + 1 - most;
				}),
			);
			expect(Math.max(0, ...excess)).toBe(0);
		}),
		{ numRuns: 300 },
	);
});

test('a refused client is admitted exactly when its wait is over, and not before', () => {
	fc.assert(
		fc.property(
			policies,
			fc.integer({ min: -100, max: 1000 }),
			fc.nat({ max: 49 }),
			(policy, lead, early) => {
				const arrival = start + lead;
				const outcome = gcra(arrival, start, policy);
				if ('arrival' in outcome) return;
				const { wait } = outcome;
				const bounded = clampArrival(arrival, start, policy);
				expect(gcra(bounded, start + wait, policy)).toHaveProperty('arrival');
				if (early < wait) {
					expect(gcra(bounded, start + early, policy)).toEqual({ wait: wait - early });
				}
			},
		),
		{ numRuns: 2000 },
	);
});

test('the budget is the number of writes that are admitted next', () => {
	fc.assert(
		fc.property(policies, fc.integer({ min: -1000, max: 1000 }), (policy, lead) => {
			const bounded = clampArrival(start + lead, start, policy);
			let arrival = bounded;
			const { remaining, reset } = budget(start + lead, start, policy);
			let admitted = 0;
			for (;;) {
				const outcome = gcra(arrival, start, policy);
				if (!('arrival' in outcome)) break;
				arrival = outcome.arrival;
				admitted++;
			}
			expect(remaining).toBe(admitted);
			expect(budget(bounded, start + reset, policy).remaining).toBe(policy.burst);
			if (reset > 0) {
				expect(budget(bounded, start + reset - 1, policy).remaining).toBeLessThan(policy.burst);
			}
		}),
	);
});

test('after a clock went back by any time, the wait is one interval at most', () => {
	fc.assert(
		fc.property(policies, fc.nat({ max: 10 ** 13 }), (policy, step) => {
			const outcome = gcra(start + step, start, policy);
			if ('wait' in outcome) {
				expect(outcome.wait).toBeGreaterThan(0);
				expect(outcome.wait).toBeLessThanOrEqual(policy.interval);
			}
			const { remaining, reset } = budget(start + step, start, policy);
			expect(remaining).toBeGreaterThanOrEqual(0);
			expect(reset).toBeLessThanOrEqual(policy.burst * policy.interval);
		}),
	);
});

test('an arrival later than a whole burst can reach is moved back to it, and no other is changed', () => {
	fc.assert(
		fc.property(policies, fc.integer({ min: -1000, max: 1000 }), (policy, lead) => {
			const reach = policy.burst * policy.interval;
			expect(clampArrival(start + lead, start, policy)).toBe(start + Math.min(lead, reach));
		}),
	);
});
