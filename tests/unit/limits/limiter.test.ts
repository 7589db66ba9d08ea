import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budget } from '../../../src/core/limits/gcra';
import {
	admit,
	type LimitDecision,
	type LimiterPolicy,
	type LimiterState,
	newClient,
} from '../../../src/core/limits/limiter';
import { contract } from '../../policy';

const start = 1_700_000_000_000;

const policies = fc.oneof(
	fc.record({
		burst: fc.integer({ min: 1, max: 6 }),
		interval: fc.integer({ min: 1, max: 40 }),
		penalty: fc.integer({ min: 1, max: 60 }),
		penaltyCap: fc.integer({ min: 1, max: 400 }),
		penaltyMemory: fc.nat({ max: 300 }),
	}),
	fc.constantFrom(contract, { ...contract, burst: 1 }),
);

/** What a client does before its next write, `by` a few milliseconds of caution or haste. */
type Pause =
	| { readonly kind: 'after'; readonly by: number }
	| { readonly kind: 'intervals'; readonly count: number; readonly by: number }
	| { readonly kind: 'as told'; readonly by: number }
	| { readonly kind: 'until forgotten'; readonly by: number };

const haste = fc.constantFrom(0, 0, 0, -1, 1);
const pauses = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('after'), by: fc.nat({ max: 3 }) }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('after'), by: fc.nat({ max: 800 }) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('intervals'),
			count: fc.nat({ max: 12 }),
			by: haste,
		}),
	},
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('as told'), by: haste }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('until forgotten'), by: haste }) },
);
/** A clock that is set: back or ahead by a little, by minutes or by a day. */
const clockSteps = fc.record({
	kind: fc.constant('after'),
	by: fc.oneof(
		fc.integer({ min: -50, max: 50 }),
		fc.integer({ min: -100_000, max: 100_000 }),
		fc.constantFrom(-86_400_000, 86_400_000),
	),
});

function elapse(pause: Pause, wait: number, { interval, penaltyMemory }: LimiterPolicy): number {
	switch (pause.kind) {
		case 'after':
			return pause.by;
		case 'intervals':
			return Math.max(0, pause.count * interval + pause.by);
		case 'as told':
			return Math.max(0, wait + pause.by);
		case 'until forgotten':
			return Math.max(0, wait + penaltyMemory + pause.by);
	}
}

/**
 * A limiter told in countdowns: a bucket into which parts of a token trickle, a wait that runs down
 * and a record that fades. It never looks at a clock, only at how far one moved between two writes.
 * A clock that goes back takes time away that had counted before: first the idle time of a full
 * bucket and the fading of the record, then tokens and wait; but the bucket is never less than
 * empty and the wait never longer than the longest one.
 */
class ReferenceLimiter {
	readonly #policy: LimiterPolicy;
	/** How full the bucket is, in milliseconds of trickling. */
	#level: number;
	/** How long the bucket has been full. */
	#idle = Number.POSITIVE_INFINITY;
	#strikes = 0;
	/** How much longer every write is refused. */
	#wait = 0;
	/** How long after the wait the strikes stay known. */
	#memory = 0;

	constructor(policy: LimiterPolicy) {
		this.#policy = policy;
		this.#level = policy.burst * policy.interval;
	}

	write(moved: number): LimitDecision {
		if (moved >= 0) this.#forward(moved);
		else this.#back(-moved);
		if (this.#strikes > 0 && this.#wait === 0 && this.#memory === 0) this.#strikes = 0;

		const { burst, interval, penalty, penaltyCap, penaltyMemory } = this.#policy;
		if (this.#wait > 0) {
			return { allowed: false, wait: Math.max(this.#wait, interval - this.#level) };
		}
		if (this.#level >= interval) {
			this.#level -= interval;
			this.#idle = 0;
			const remaining = Math.floor(this.#level / interval);
			return { allowed: true, remaining, reset: burst * interval - this.#level };
		}
		let wait = penalty;
		for (let strike = 1; strike <= this.#strikes && wait < penaltyCap; strike++) wait += wait;
		this.#strikes++;
		this.#wait = Math.max(Math.min(wait, penaltyCap), interval - this.#level);
		this.#memory = penaltyMemory;
		return { allowed: false, wait: this.#wait };
	}

	#forward(milliseconds: number): void {
		const room = this.#policy.burst * this.#policy.interval - this.#level;
		this.#level += Math.min(room, milliseconds);
		this.#idle += Math.max(0, milliseconds - room);
		const waited = Math.min(this.#wait, milliseconds);
		this.#wait -= waited;
		this.#memory = Math.max(0, this.#memory - (milliseconds - waited));
	}

	#back(milliseconds: number): void {
		const { interval, penaltyCap, penaltyMemory } = this.#policy;
		const idled = Math.min(this.#idle, milliseconds);
		this.#idle -= idled;
		this.#level = Math.max(0, this.#level - (milliseconds - idled));
		if (this.#strikes === 0) return;
		const faded = Math.min(penaltyMemory - this.#memory, milliseconds);
		this.#memory += faded;
		const longest = Math.max(penaltyCap, interval);
		this.#wait = Math.min(longest, this.#wait + milliseconds - faded);
	}
}

interface Tally {
	histories: number;
	writes: number;
	over: number;
	under: number;
}

/** Plays one history to both limiters and counts where they differ. */
function compare(policy: LimiterPolicy, history: readonly Pause[], tally: Tally): void {
	const reference = new ReferenceLimiter(policy);
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

/** Drives a client into its first refusal at `now`. */
function refused(policy: LimiterPolicy, now: number): { state: LimiterState; wait: number } {
	let state = newClient;
	for (let write = 0; write <= policy.burst; write++) {
		const answer = admit(state, now, policy);
		state = answer.state;
		if (!answer.decision.allowed) return { state, wait: answer.decision.wait };
	}
	throw new Error('nothing was refused');
}

describe('against a limiter that is told in countdowns', () => {
	test('every decision is the same, whenever the writes come', () => {
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

	test('every decision is the same, also if the clock is set in between', () => {
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
});

describe('a budget', () => {
	test('is a burst of 10 and then one write every 0.5 s', () => {
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

	test('is not spent by reading it', () => {
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

	test('is told with every admitted write as it is afterwards', () => {
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
});

describe('a refused client', () => {
	/** Calls back for every refusal of a history, with the state after it. */
	function eachRefusal(
		policy: LimiterPolicy,
		history: readonly Pause[],
		check: (state: LimiterState, now: number, wait: number) => void,
	): void {
		let state = newClient;
		let now = start;
		let wait = 0;
		for (const pause of history) {
			now += elapse(pause, wait, policy);
			const answer = admit(state, now, policy);
			state = answer.state;
			wait = answer.decision.allowed ? 0 : answer.decision.wait;
			if (wait > 0) check(state, now, wait);
		}
	}

	const share = fc.double({ min: 0, max: 1, noNaN: true });

	test('is admitted if it waits exactly as long as it was told, and refused until then', () => {
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

	test('is so also if the clock was set before', () => {
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

	test('changes nothing by writing during its wait', () => {
		fc.assert(
			fc.property(
				policies,
				fc.array(fc.nat({ max: 1000 }), { maxLength: 30 }),
				(policy, knocks) => {
					const { state: before, wait } = refused(policy, start);
					let state = before;
					const times = knocks.map((knock) => knock % wait).sort((one, other) => one - other);
					for (const time of times) {
						const answer = admit(state, start + time, policy);
						expect(answer.decision).toEqual({ allowed: false, wait: wait - time });
						expect(answer.state).toEqual(before);
						// The object stores a penalty when it is another one than before.
						expect(answer.state.penalty).toBe(before.penalty);
						state = answer.state;
					}
					expect(admit(state, start + wait, policy)).toEqual(admit(before, start + wait, policy));
				},
			),
			{ numRuns: 500 },
		);
	});

	test('waits 0.5 s, then twice as long each time it outruns its budget again, up to 30 s', () => {
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

	test('is forgiven a minute after its wait and not a millisecond before', () => {
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

	test('is forgiven even if it writes within its budget during that minute', () => {
		let { state } = refused(contract, start);
		for (let now = start + 500; now < start + 60_500; now += 500) {
			const answer = admit(state, now, contract);
			state = answer.state;
			expect(answer.decision.allowed).toBe(true);
		}
		expect(state.penalty).toBeDefined();
		expect(admit(state, start + 60_500, contract).state.penalty).toBeUndefined();
	});
});

describe('a clock that goes back', () => {
	/** A client in any state, at the end of a history on a clock that only goes forward. */
	const clients = fc
		.tuple(policies, fc.array(pauses, { maxLength: 40, size: 'max' }))
		.map(([policy, history]) => {
			let state = newClient;
			let now = start;
			let wait = 0;
			for (const pause of history) {
				now += elapse(pause, wait, policy);
				const answer = admit(state, now, policy);
				state = answer.state;
				wait = answer.decision.allowed ? 0 : answer.decision.wait;
			}
			return { policy, state, now };
		});
	const backward = fc.oneof(
		fc.nat({ max: 100 }),
		fc.nat({ max: 100_000 }),
		fc.constantFrom(3_600_000, 86_400_000, 10 ** 12),
	);

	test('never blocks for longer than the longest wait', () => {
		fc.assert(
			fc.property(clients, backward, ({ policy, state, now }, step) => {
				const answer = admit(state, now - step, policy);
				if (answer.decision.allowed) return;
				const { wait } = answer.decision;
				expect(wait).toBeLessThanOrEqual(Math.max(policy.penaltyCap, policy.interval));
				expect(admit(answer.state, now - step + wait, policy).decision.allowed).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});

	test('leaves a budget that is whole again after burst times interval', () => {
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

	test('gives nobody a write that was spent before', () => {
		fc.assert(
			fc.property(clients, backward, ({ policy, state, now }, step) => {
				const before = budget(state.arrival, now, policy).remaining;
				const after = budget(state.arrival, now - step, policy).remaining;
				expect(after).toBeLessThanOrEqual(before);
			}),
		);
	});

	test('leaves a record that is forgotten after the longest wait and the memory', () => {
		fc.assert(
			fc.property(clients, backward, ({ policy, state, now }, step) => {
				const back = admit(state, now - step, policy);
				const { penalty } = back.state;
				if (!penalty) return;
				const longest = Math.max(policy.penaltyCap, policy.interval) + policy.penaltyMemory;
				expect(penalty.forgetAt - (now - step)).toBeLessThanOrEqual(longest);
			}),
		);
	});
});
