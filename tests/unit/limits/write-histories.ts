import fc from 'fast-check';
import {
	admit,
	type LimiterPolicy,
	type LimiterState,
	newClient,
} from '../../../src/core/limits/limiter';
import { contract } from '../../policy';

/** In epoch milliseconds. */
export const start = 1_700_000_000_000;

export const policies = fc.oneof(
	fc.record({
		burst: fc.integer({ min: 1, max: 6 }),
		interval: fc.integer({ min: 1, max: 40 }),
		penalty: fc.integer({ min: 1, max: 60 }),
		penaltyCap: fc.integer({ min: 1, max: 400 }),
		penaltyMemory: fc.nat({ max: 300 }),
	}),
	fc.constantFrom(contract, { ...contract, burst: 1 }),
);

/** How long a client waits before its next write; `by` is added, in milliseconds. */
export type Pause =
	| { readonly kind: 'after'; readonly by: number }
	| { readonly kind: 'intervals'; readonly count: number; readonly by: number }
	| { readonly kind: 'its wait'; readonly by: number }
	| { readonly kind: 'until the penalty expires'; readonly by: number };

const deviation = fc.constantFrom(0, 0, 0, -1, 1);

export const pauses = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('after'), by: fc.nat({ max: 3 }) }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('after'), by: fc.nat({ max: 800 }) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('intervals'),
			count: fc.nat({ max: 12 }),
			by: deviation,
		}),
	},
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('its wait'), by: deviation }) },
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('until the penalty expires'), by: deviation }),
	},
);

/** A clock that is set back or ahead by a little, by minutes or by a day. */
export const clockSteps = fc.record({
	kind: fc.constant('after'),
	by: fc.oneof(
		fc.integer({ min: -50, max: 50 }),
		fc.integer({ min: -100_000, max: 100_000 }),
		fc.constantFrom(-86_400_000, 86_400_000),
	),
});

/** The milliseconds of a pause, for a client that has to wait `wait` milliseconds. */
export function elapse(
	pause: Pause,
	wait: number,
	{ interval, penaltyMemory }: LimiterPolicy,
): number {
	switch (pause.kind) {
		case 'after':
			return pause.by;
		case 'intervals':
			return Math.max(0, pause.count * interval + pause.by);
		case 'its wait':
			return Math.max(0, wait + pause.by);
		case 'until the penalty expires':
			return Math.max(0, wait + penaltyMemory + pause.by);
	}
}

/** The state after each write of a history, the time of the write, and its wait: 0 if it was admitted. */
export function* replay(
	policy: LimiterPolicy,
	history: readonly Pause[],
): Generator<{ state: LimiterState; now: number; wait: number }> {
	let state = newClient;
	let now = start;
	let wait = 0;
	for (const pause of history) {
		now += elapse(pause, wait, policy);
		const answer = admit(state, now, policy);
		state = answer.state;
		wait = answer.decision.allowed ? 0 : answer.decision.wait;
		yield { state, now, wait };
	}
}

/** Writes at `now` until the first refusal; returns the state and the wait in milliseconds. */
export function refused(policy: LimiterPolicy, now: number): { state: LimiterState; wait: number } {
	let state = newClient;
	for (let write = 0; write <= policy.burst; write++) {
		const answer = admit(state, now, policy);
		state = answer.state;
		if (!answer.decision.allowed) return { state, wait: answer.decision.wait };
	}
	throw new Error('no write was refused');
}
