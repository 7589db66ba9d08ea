import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	admit,
	type LimiterPolicy,
	type LimiterState,
	newClient,
} from '../../../src/core/limits/limiter';
import { suggestedDelay, rateHeaders } from '../../../src/core/limits/rate-headers';
import { contract as policy } from '../../policy';

/** Counts the refusals of clients of one budget that wait the suggested delay between writes. */
function refusals(
	clients: number,
	policy: LimiterPolicy,
	roundTrip: (write: number) => number,
): number {
	const due = Array<number>(clients).fill(0);
	let state: LimiterState = newClient;
	let refused = 0;
	for (let write = 0; write < 300; write++) {
		const now = Math.min(...due);
		const outcome = admit(state, now, policy);
		state = outcome.state;
		if (!outcome.decision.allowed) refused++;
		const headers = rateHeaders(outcome.decision, policy);
		due[due.indexOf(now)] =
			now + roundTrip(write) + suggestedDelay(headers['RateLimit-Policy'], headers.RateLimit);
	}
	return refused;
}

test('a client that waits the suggested delay is never refused, however fast the answers arrive', () => {
	fc.assert(
		fc.property(fc.array(fc.nat({ max: 400 }), { minLength: 1 }), (trips) => {
			expect(refusals(1, policy, (write) => trips[write % trips.length] ?? 0)).toBe(0);
		}),
	);
});

test('three pages of one budget that wait the suggested delay are never refused', () => {
	expect(refusals(3, policy, () => 1)).toBe(0);
});

test('a client with a burst of 1 that waits the suggested delay is never refused', () => {
	expect(refusals(1, { ...policy, burst: 1 }, () => 0)).toBe(0);
});

test('the suggested delay is 0 while more than half of the budget is left', () => {
	expect(suggestedDelay('"write";q=10;w=5', '"write";r=9;t=1')).toBe(0);
	expect(suggestedDelay('"write";q=10;w=5', '"write";r=6;t=2')).toBe(0);
	expect(suggestedDelay('"write";q=10;w=5', '"write";r=5;t=3')).toBe(500);
});

test.each([
	[null, null],
	['"write";q=10;w=5', null],
	[null, '"write";r=0;t=5'],
	['10;w=5', '"write";r=0;t=5'],
	['"write";q=10;w=5', '0'],
])('the suggested delay of the fields %s and %s is 0', (policy, limit) => {
	expect(suggestedDelay(policy, limit)).toBe(0);
});
