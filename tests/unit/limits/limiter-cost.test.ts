import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	admit,
	type LimiterPolicy,
	type LimiterState,
	newClient,
} from '../../../src/core/limits/limiter';
import { contract } from '../../policy';
import { pauses, policies, replay, start } from './write-histories';

/** A client after any history of single writes. */
const clients = fc
	.tuple(policies, fc.array(pauses, { maxLength: 20, size: 'max' }))
	.map(([policy, history]) => {
		const last = [...replay(policy, history)].at(-1);
		return { policy, state: last?.state ?? newClient, now: last?.now ?? start };
	});
const costs = fc.integer({ min: 1, max: 20 });

/** Writes one after another at the same moment, and returns the state after them, if none was refused. */
function writeSingly(
	before: LimiterState,
	now: number,
	policy: LimiterPolicy,
	times: number,
): LimiterState | undefined {
	let state = before;
	for (let write = 0; write < times; write++) {
		const { decision, state: next } = admit(state, now, policy);
		if (!decision.allowed) return undefined;
		state = next;
	}
	return state;
}

test('a write that costs as much as n is admitted where n writes would be, and leaves the same budget', () => {
	fc.assert(
		fc.property(clients, costs, ({ policy, state, now }, cost) => {
			const singly = writeSingly(state, now, policy, Math.min(cost, policy.burst));
			const { decision, state: after } = admit(state, now, policy, cost);
			expect(decision.allowed).toBe(singly !== undefined);
			if (singly) expect(after).toEqual(singly);
		}),
		{ numRuns: 1000 },
	);
});

test('a refused write spends nothing, whatever it costs, and is admitted exactly when its wait is over', () => {
	fc.assert(
		fc.property(clients, costs, ({ policy, state, now }, cost) => {
			const { decision, state: after } = admit(state, now, policy, cost);
			if (decision.allowed) return;
			expect(after.arrival).toBeLessThanOrEqual(Math.max(state.arrival, now));
			expect(admit(after, now + decision.wait, policy, cost).decision.allowed).toBe(true);
			expect(admit(after, now + decision.wait - 1, policy, cost).decision.allowed).toBe(false);
		}),
		{ numRuns: 1000 },
	);
});

test('a write that costs more than the whole budget spends the whole budget', () => {
	const { decision } = admit(newClient, start, { ...contract, burst: 4 }, 9);
	expect(decision).toMatchObject({ allowed: true, remaining: 0 });
	expect(admit(newClient, start, { ...contract, burst: 1 }, 9).decision.allowed).toBe(true);
});

test('a client that begins with a full budget may make one write of cost 9 in 4.5 s for ever', () => {
	let state = newClient;
	let now = start;
	for (let write = 0; write < 50; write++) {
		const { decision, state: next } = admit(state, now, contract, 9);
		expect(decision).toMatchObject({ allowed: true, remaining: 1 });
		state = next;
		expect(admit(state, now + 3999, contract, 9).decision.allowed).toBe(false);
		now += 4500;
	}
});
