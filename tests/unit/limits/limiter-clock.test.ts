import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budget } from '../../../src/core/limits/gcra';
import { admit, newClient } from '../../../src/core/limits/limiter';
import { pauses, policies, replay, start } from './write-histories';

/** A client after any history on a clock that only goes forward. */
const clients = fc
	.tuple(policies, fc.array(pauses, { maxLength: 40, size: 'max' }))
	.map(([policy, history]) => {
		const last = [...replay(policy, history)].at(-1);
		return { policy, state: last?.state ?? newClient, now: last?.now ?? start };
	});
const backward = fc.oneof(
	fc.nat({ max: 100 }),
	fc.nat({ max: 100_000 }),
	fc.constantFrom(3_600_000, 86_400_000, 10 ** 12),
);

test('after the clock went back, no client waits longer than the longest wait', () => {
	fc.assert(
		fc.property(clients, backward, ({ policy, state, now }, step) => {
			const answer = admit(state, now - step, policy);
			if (answer.decision.allowed) return;
			const { wait } = answer.decision;
			expect(wait).toBeLessThanOrEqual(Math.max(policy.penaltyCap, policy.burst * policy.interval));
			expect(admit(answer.state, now - step + wait, policy).decision.allowed).toBe(true);
		}),
		{ numRuns: 1000 },
	);
});

test('after the clock went back, a budget is full again after burst times interval', () => {
	fc.assert(
		fc.property(clients, backward, ({ policy, state, now }, step) => {
			const back = admit(state, now - step, policy);
			const wait = back.decision.allowed ? 0 : back.decision.wait;
			const later = now - step + wait + policy.burst * policy.interval;
			expect(budget(back.state.arrival, later, policy).remaining).toBe(policy.burst);
		}),
		{ numRuns: 1000 },
	);
});

test('a clock that goes back gives no client more budget', () => {
	fc.assert(
		fc.property(clients, backward, ({ policy, state, now }, step) => {
			const before = budget(state.arrival, now, policy).remaining;
			const after = budget(state.arrival, now - step, policy).remaining;
			expect(after).toBeLessThanOrEqual(before);
		}),
	);
});

test('after the clock went back, a penalty expires after the longest wait and the memory', () => {
	fc.assert(
		fc.property(clients, backward, ({ policy, state, now }, step) => {
			const back = admit(state, now - step, policy);
			const { penalty } = back.state;
			if (!penalty) return;
			const longest =
				Math.max(policy.penaltyCap, policy.burst * policy.interval) + policy.penaltyMemory;
			expect(penalty.forgetAt - (now - step)).toBeLessThanOrEqual(longest);
		}),
	);
});
