import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	admit,
	type LimiterPolicy,
	type LimiterState,
	newClient,
	peek,
} from '../../../src/core/limits/limiter';

const policy: LimiterPolicy = {
	burst: 3,
	interval: 500,
	penalty: 500,
	penaltyCap: 4000,
	penaltyMemory: 60_000,
};

const start = 1_800_000_000_000;

/** The state after writes at the given times, in milliseconds after the start. */
function after(times: readonly number[]): LimiterState {
	return times.reduce((state, time) => admit(state, start + time, policy).state, newClient);
}

test('peek of a new client returns its whole budget', () => {
	expect(peek(newClient, start, policy)).toEqual({ remaining: 3, wait: 0, penalty: 0 });
});

test('peek returns the budget without the writes so far', () => {
	expect(peek(after([0]), start, policy)).toMatchObject({ remaining: 2, wait: 0 });
	expect(peek(after([0, 0, 0]), start, policy)).toEqual({ remaining: 0, wait: 500, penalty: 0 });
});

test('peek returns a penalty after a refusal, until it expires', () => {
	const state = after([0, 0, 0, 0]);
	expect(peek(state, start + 100, policy)).toEqual({ remaining: 0, wait: 400, penalty: 500 });
	expect(peek(state, start + 5000, policy)).toEqual({ remaining: 3, wait: 0, penalty: 500 });
	expect(peek(state, start + 60_500, policy)).toEqual({ remaining: 3, wait: 0, penalty: 0 });
});

test('peek agrees with the decision on the next write', () => {
	const times = fc.array(fc.nat({ max: 20_000 }), { maxLength: 40 });
	fc.assert(
		fc.property(times, fc.nat({ max: 20_000 }), (history, later) => {
			const sorted = history.toSorted((a, b) => a - b);
			const state = after(sorted);
			const now = start + (sorted.at(-1) ?? 0) + later;
			const { remaining, wait } = peek(state, now, policy);
			expect(admit(state, now, policy).decision.allowed).toBe(wait === 0);
			expect(remaining > 0).toBe(wait === 0);
			expect(admit(state, now + wait, policy).decision.allowed).toBe(true);
		}),
	);
});
