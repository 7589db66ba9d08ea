import { afterEach, expect, test, vi } from 'vitest';
import { callObject } from '../../../src/server/call';
import { call, failure, fakeClock, unreliableObject } from './unreliable-object';

afterEach(() => {
	vi.useRealTimers();
});

/** A call that is never answered. */
const unanswered = () => new Promise<never>(() => undefined);

test.each([true, false])(
	'an object that does not answer is unavailable after 5 s (repeatable: %s)',
	async (repeatable) => {
		vi.useFakeTimers();
		const called = vi.fn(unanswered);
		let answer: unknown;
		const settled = callObject(() => undefined, called, repeatable).then((it) => {
			answer = it;
		});
		await vi.advanceTimersByTimeAsync(4999);
		expect(answer).toBeUndefined();
		await vi.advanceTimersByTimeAsync(1);
		await settled;
		expect(answer).toMatchObject({ problem: 'unavailable', retryAfter: 1 });
		expect(called).toHaveBeenCalledOnce();
	},
);

test('the timeout changes nothing after an object answered or failed in time', async () => {
	vi.useFakeTimers();
	const error = failure({ remote: true });
	const answer = callObject(
		() => undefined,
		async () => 3,
		true,
	);
	expect(await answer).toBe(3);
	const failed = callObject(
		() => undefined,
		async () => Promise.reject(error),
		true,
	);
	await expect(failed).rejects.toBe(error);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(await answer).toBe(3);
	await expect(failed).rejects.toBe(error);
});

const bug = failure({ remote: true });

test.each([true, false])(
	'an error of the object itself is thrown at once (repeatable: %s)',
	async (repeatable) => {
		const [object, clock] = [unreliableObject([bug]), fakeClock()];
		await expect(call(object, repeatable, clock)).rejects.toBe(bug);
		expect(object.called).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	},
);

test('an error of the object itself is thrown also after the object was lost', async () => {
	const [object, clock] = [unreliableObject([failure({ retryable: true }), bug]), fakeClock()];
	await expect(call(object, true, clock)).rejects.toBe(bug);
	expect(object.called).toHaveLength(2);
});

test('a refusal that an object returns is its answer', async () => {
	const refusal = { refused: 'out-of-range' };
	const answer = await callObject(
		() => undefined,
		async () => refusal,
		true,
		fakeClock(),
	);
	expect(answer).toBe(refusal);
});

const exhausted = new Error('Exceeded allowed rows written in Durable Objects free tier.');
const capped = new Error("Exceeded the account's spending cap for Durable Objects");
const outdated = new TypeError('The RPC receiver does not implement the method "inspect".');

test.each([
	['quota of the day is used up', exhausted, 6 * 3600, '00:00 UTC'],
	['spending limit is reached', capped, 3600, 'spending limit'],
	['object is older than the site', outdated, 30, 'updated'],
] as const)(
	'when the %s, a call is not repeated and the client is asked to wait',
	async (_what, error, retryAfter, says) => {
		for (const repeatable of [true, false]) {
			const thrown = Object.assign(error, { remote: true });
			const [object, clock] = [unreliableObject([thrown]), fakeClock()];
			expect(await call(object, repeatable, clock)).toEqual({
				problem: 'unavailable',
				detail: expect.stringContaining(says),
				retryAfter,
				cause: expect.stringContaining(error.message),
			});
			expect(object.called).toHaveLength(1);
			expect(clock.slept).toEqual([]);
		}
	},
);
