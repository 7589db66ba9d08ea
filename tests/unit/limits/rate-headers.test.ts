import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LimitDecision, LimiterPolicy } from '../../../src/core/limits/limiter';
import { rateHeaders } from '../../../src/core/limits/rate-headers';
import { contract } from '../../policy';

interface Item {
	readonly value: string;
	readonly parameters: Readonly<Record<string, number>>;
}

/** Parses a list of strings with integer parameters (RFC 9651, sections 4.2.1 to 4.2.5). */
function parseList(field: string): readonly Item[] {
	let rest = field;
	function take(pattern: RegExp): string {
		const [found] = pattern.exec(rest) ?? [];
		if (found === undefined) throw new Error(`${pattern} is not at the start of ${rest}`);
		rest = rest.slice(found.length);
		return found;
	}

	const items: Item[] = [];
	for (;;) {
		const value = take(/^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/).slice(1, -1);
		const parameters: Record<string, number> = {};
		while (rest.startsWith(';')) {
			take(/^; */);
			const key = take(/^[a-z*][a-z0-9_\-.*]*/);
			take(/^=/);
			parameters[key] = Number(take(/^-?[0-9]{1,15}(?![0-9.])/));
		}
		items.push({ value, parameters });
		if (rest === '') return items;
		take(/^[ \t]*,[ \t]*/);
	}
}

const policies = fc
	.record({
		burst: fc.integer({ min: 1, max: 1000 }),
		interval: fc.integer({ min: 1, max: 60_000 }),
	})
	.map((policy) => ({ ...contract, ...policy }));

const cases = policies.chain((policy) => {
	const full = policy.burst * policy.interval;
	const decisions: fc.Arbitrary<LimitDecision> = fc.oneof(
		fc.integer({ min: 1, max: full }).map((reset) => ({
			allowed: true as const,
			remaining: Math.floor(policy.burst - reset / policy.interval),
			reset,
		})),
		fc.record({ allowed: fc.constant(false as const), wait: fc.integer({ min: 1, max: 30_000 }) }),
	);
	return fc.tuple(fc.constant(policy), decisions);
});

test('the fields of a first write are those of the contract', () => {
	const headers = rateHeaders({ allowed: true, remaining: 9, reset: 500 }, contract);
	expect(headers).toEqual({
		'RateLimit-Policy': '"write";q=10;w=5',
		RateLimit: '"write";r=9;t=1',
	});
});

test('the fields of a refused write have no remaining writes and the seconds of its wait', () => {
	const headers = rateHeaders({ allowed: false, wait: 16_000 }, contract);
	expect(headers.RateLimit).toBe('"write";r=0;t=16');
	expect(headers['RateLimit-Policy']).toBe('"write";q=10;w=5');
});

/** Milliseconds until a budget that is whole again after `reset` has one more write than now. */
function untilMore(reset: number, policy: LimiterPolicy): number {
	const remaining = (after: number): number =>
		Math.floor(policy.burst - (reset - after) / policy.interval);
	return Array.from({ length: policy.burst }, (_, missing) => reset - missing * policy.interval)
		.filter((after) => after > 0 && remaining(after) > remaining(0))
		.reduce((one, other) => Math.min(one, other), reset);
}

test.each([
	[9, 500, 1],
	[0, 5000, 1],
	[0, 4600, 1],
	[8, 501, 1],
])(
	'with %d writes left of a budget that is whole in %d ms, one more is there in %d s',
	(remaining, reset, seconds) => {
		const { RateLimit } = rateHeaders({ allowed: true, remaining, reset }, contract);
		expect(RateLimit).toBe(`"write";r=${remaining};t=${seconds}`);
	},
);

test('both fields are structured lists of one item with the name of the policy', () => {
	fc.assert(
		fc.property(cases, ([policy, decision]) => {
			const headers = rateHeaders(decision, policy);
			const [limit, ...more] = parseList(headers.RateLimit);
			const [quota, ...others] = parseList(headers['RateLimit-Policy']);
			expect([more, others]).toEqual([[], []]);
			expect([limit?.value, quota?.value]).toEqual(['write', 'write']);
			expect(Object.keys(limit?.parameters ?? {})).toEqual(['r', 't']);
			expect(Object.keys(quota?.parameters ?? {})).toEqual(['q', 'w']);
		}),
		{ numRuns: 1000 },
	);
});

test('the times of both fields are in whole seconds, rounded up', () => {
	fc.assert(
		fc.property(cases, ([policy, decision]) => {
			const headers = rateHeaders(decision, policy);
			const { r, t } = parseList(headers.RateLimit)[0]?.parameters ?? {};
			const { q, w } = parseList(headers['RateLimit-Policy'])[0]?.parameters ?? {};
			const milliseconds = decision.allowed ? untilMore(decision.reset, policy) : decision.wait;
			for (const [seconds, exact] of [
				[t, milliseconds],
				[w, policy.burst * policy.interval],
			] as const) {
				expect(Number(seconds) * 1000).toBeGreaterThanOrEqual(exact);
				expect((Number(seconds) - 1) * 1000).toBeLessThan(exact);
			}
			expect(q).toBe(policy.burst);
			expect(r).toBe(decision.allowed ? decision.remaining : 0);
		}),
		{ numRuns: 1000 },
	);
});
