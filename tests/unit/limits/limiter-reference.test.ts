import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	admit,
	type LimitDecision,
	type LimiterPolicy,
	newClient,
} from '../../../src/core/limits/limiter';
import { createReferenceLimiter } from './reference-limiter';
import { clockSteps, elapse, type Pause, pauses, policies, start } from './write-histories';

interface Tally {
	histories: number;
	writes: number;
	over: number;
	under: number;
}

/** Runs one history on both limiters and counts the decisions that differ. */
function compare(policy: LimiterPolicy, history: readonly Pause[], tally: Tally): void {
	const reference = createReferenceLimiter(policy);
	let state = newClient;
	let now = start;
	let wait = 0;
	const expectations: LimitDecision[] = [];
	const decisions: LimitDecision[] = [];
	tally.histories++;
	for (const pause of history) {
		const moved = elapse(pause, wait, policy);
		now += moved;
		const expected = reference.write(moved);
		const { decision, state: next } = admit(state, now, policy);
		state = next;
		tally.writes++;
		if (decision.allowed && !expected.allowed) tally.over++;
		if (!decision.allowed && expected.allowed) tally.under++;
		expectations.push(expected);
		decisions.push(decision);
		wait = decision.allowed ? 0 : decision.wait;
	}
	expect(decisions).toEqual(expectations);
}

function report(name: string, { histories, writes, over, under }: Tally): void {
	console.info(
		`${name}: ${histories} histories, ${writes} writes, ${over} over-admissions, ${under} under-admissions`,
	);
	expect([over, under]).toEqual([0, 0]);
}

test('the limiter decides the same as the reference, whenever writes arrive', () => {
	const tally = { histories: 0, writes: 0, over: 0, under: 0 };
	const histories = fc.array(pauses, { minLength: 1, maxLength: 60, size: 'max' });
	fc.assert(
		fc.property(policies, histories, (policy, history) => {
			compare(policy, history, tally);
		}),
		{ numRuns: 3000 },
	);
	report('limiter', tally);
});

test('the limiter decides the same as the reference, also when the clock is set between writes', () => {
	const tally = { histories: 0, writes: 0, over: 0, under: 0 };
	const histories = fc.array(
		fc.oneof({ weight: 6, arbitrary: pauses }, { weight: 1, arbitrary: clockSteps }),
		{ minLength: 1, maxLength: 60, size: 'max' },
	);
	fc.assert(
		fc.property(policies, histories, (policy, history) => {
			compare(policy, history, tally);
		}),
		{ numRuns: 3000 },
	);
	report('limiter with a clock that is set', tally);
});
