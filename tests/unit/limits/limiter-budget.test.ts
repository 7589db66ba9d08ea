import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budget } from '../../../src/core/limits/gcra';
import { admit, newClient } from '../../../src/core/limits/limiter';
import { contract } from '../../policy';
import { elapse, pauses, policies, start } from './write-histories';

test('a client may write a burst of 10 and then once every 0.5 s', () => {
	let state = newClient;
	for (let write = 9; write >= 0; write--) {
		const answer = admit(state, start, contract);
		state = answer.state;
		expect(answer.decision).toMatchObject({ allowed: true, remaining: write });
	}
	for (let write = 1; write <= 100; write++) {
		const answer = admit(state, start + write * 500, contract);
		state = answer.state;
		expect(answer.decision).toEqual({ allowed: true, remaining: 0, reset: 5000 });
	}
});

test('a read of the budget does not spend it', () => {
	const histories = fc.array(pauses, { maxLength: 40, size: 'max' });
	fc.assert(
		fc.property(policies, histories, fc.nat({ max: 5 }), (policy, history, reads) => {
			let state = newClient;
			let now = start;
			for (const pause of history) {
				now += elapse(pause, 0, policy);
				const before = structuredClone(state);
				const first = budget(state.arrival, now, policy);
				for (let read = 0; read < reads; read++) {
					expect(budget(state.arrival, now, policy)).toEqual(first);
				}
				expect(state).toEqual(before);
				const answer = admit(state, now, policy);
				if (answer.decision.allowed) {
					expect(answer.decision.remaining).toBe(first.remaining - 1);
				}
				state = answer.state;
			}
		}),
		{ numRuns: 300 },
	);
});

test('the decision on an admitted write has the budget after it', () => {
	fc.assert(
		fc.property(policies, fc.array(pauses, { maxLength: 40, size: 'max' }), (policy, history) => {
			let state = newClient;
			let now = start;
			for (const pause of history) {
				now += elapse(pause, 0, policy);
				const answer = admit(state, now, policy);
				state = answer.state;
				if (!answer.decision.allowed) continue;
				expect(answer.decision).toEqual({
					allowed: true,
					...budget(state.arrival, now, policy),
				});
			}
		}),
		{ numRuns: 300 },
	);
});
