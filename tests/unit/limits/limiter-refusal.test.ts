import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit, type LimiterPolicy, type LimiterState } from '../../../src/core/limits/limiter';
import { contract } from '../../policy';
import {
	clockSteps,
	type Pause,
	pauses,
	policies,
	refused,
	replay,
	start,
} from './write-histories';

/** Calls `check` for every refusal of a history, with the state after it. */
function eachRefusal(
	policy: LimiterPolicy,
	history: readonly Pause[],
	check: (state: LimiterState, now: number, wait: number) => void,
): void {
	for (const { state, now, wait } of replay(policy, history)) {
		if (wait > 0) check(state, now, wait);
	}
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

test('a refused client is admitted exactly when its wait is over, and refused until then', () => {
	const histories = fc.array(pauses, { maxLength: 40, size: 'max' });
	fc.assert(
		fc.property(policies, histories, share, (policy, history, share) => {
			eachRefusal(policy, history, (state, now, wait) => {
				expect(admit(state, now + wait, policy).decision.allowed).toBe(true);
				const early = Math.min(wait - 1, Math.floor(share * wait));
				expect(admit(state, now + early, policy).decision).toEqual({
					allowed: false,
					wait: wait - early,
				});
			});
		}),
		{ numRuns: 1000 },
	);
});

test('a refused client is admitted exactly when its wait is over, also after the clock was set', () => {
	const histories = fc.array(fc.oneof(pauses, clockSteps), { maxLength: 40, size: 'max' });
	fc.assert(
		fc.property(policies, histories, share, (policy, history, share) => {
			eachRefusal(policy, history, (state, now, wait) => {
				expect(admit(state, now + wait, policy).decision.allowed).toBe(true);
				const early = Math.min(wait - 1, Math.floor(share * wait));
				expect(admit(state, now + early, policy).decision.allowed).toBe(false);
			});
		}),
		{ numRuns: 1000 },
	);
});

test('a write during the wait changes no state and no wait', () => {
	fc.assert(
		fc.property(policies, fc.array(fc.nat({ max: 1000 }), { maxLength: 30 }), (policy, writes) => {
			const { state: before, wait } = refused(policy, start);
			let state = before;
			const times = writes.map((write) => write % wait).sort((one, other) => one - other);
			for (const time of times) {
				const answer = admit(state, start + time, policy);
				expect(answer.decision).toEqual({ allowed: false, wait: wait - time });
				expect(answer.state).toEqual(before);
				// The object stores a penalty when it is not the same object as before.
				expect(answer.state.penalty).toBe(before.penalty);
				state = answer.state;
			}
			expect(admit(state, start + wait, policy)).toEqual(admit(before, start + wait, policy));
		}),
		{ numRuns: 500 },
	);
});

test('the wait is 0.5 s and doubles with each later refusal, up to 30 s', () => {
	let { state, wait } = refused(contract, start);
	let now = start;
	const waits = [wait];
	while (waits.length < 10) {
		now += wait;
		for (;;) {
			const answer = admit(state, now, contract);
			state = answer.state;
			if (answer.decision.allowed) continue;
			wait = answer.decision.wait;
			break;
		}
		waits.push(wait);
	}
	expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

test('the strikes expire one minute after the wait and not a millisecond before', () => {
	for (const [quiet, strikes] of [
		[59_999, 2],
		[60_000, 1],
	] as const) {
		let { state, wait } = refused(contract, start);
		const now = start + wait + quiet;
		for (let write = 1; write <= 10; write++) state = admit(state, now, contract).state;
		const answer = admit(state, now, contract);
		wait = 500 * strikes;
		expect(answer.decision).toEqual({ allowed: false, wait });
		expect(answer.state.penalty?.strikes).toBe(strikes);
	}
});

test('the strikes expire even if the client writes within its budget during that minute', () => {
	let { state } = refused(contract, start);
	for (let now = start + 500; now < start + 60_500; now += 500) {
		const answer = admit(state, now, contract);
		state = answer.state;
		expect(answer.decision.allowed).toBe(true);
	}
	expect(state.penalty).toBeDefined();
	expect(admit(state, start + 60_500, contract).state.penalty).toBeUndefined();
});
