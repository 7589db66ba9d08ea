import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { problemDocument } from '../../../src/core/contract/api';
import type { Problem } from '../../../src/core/contract/problem';
import { callObject, type Clock } from '../../../src/server/call';

/** An object that fails as often as it is told to and then answers; each stub is one of a kind. */
function unreliableObject(failures: readonly unknown[]) {
	const stubs: object[] = [];
	const called: object[] = [];
	return {
		/** Every stub that was made, in order. */
		stubs,
		/** Every stub that was called, in order. */
		called,
		stub(): object {
			const stub = {};
			stubs.push(stub);
			return stub;
		},
		async call(stub: object): Promise<string> {
			called.push(stub);
			if (called.length <= failures.length) throw failures[called.length - 1];
			return `answer ${called.length}`;
		},
	};
}

/** A clock that only notes how long it should have slept. */
function fakeClock(randoms: readonly number[] = []): Clock & { readonly slept: number[] } {
	const slept: number[] = [];
	const left = [...randoms];
	return {
		slept,
		random: () => left.shift() ?? 0.5,
		sleep: async (milliseconds) => {
			slept.push(milliseconds);
		},
		withTimeout: async (answer) => answer,
	};
}

function failure(marks: Readonly<Record<string, boolean>>): Error {
	return Object.assign(new Error('internal error; reference = secret'), marks);
}

const lostKinds = fc.constantFrom(
	{ retryable: true },
	{ durableObjectReset: true },
	{ durableObjectReset: true, remote: true },
	{ retryable: true, remote: true },
);
const overloaded = { overloaded: true, retryable: true };

/** Calls `object` and says what came of it. */
function call(object: ReturnType<typeof unreliableObject>, repeatable: boolean, clock: Clock) {
	return callObject(
		() => object.stub(),
		(stub) => object.call(stub),
		repeatable,
		clock,
	);
}

afterEach(() => {
	vi.useRealTimers();
});

test('an object that answers is called once', async () => {
	for (const repeatable of [true, false]) {
		const [object, clock] = [unreliableObject([]), fakeClock()];
		expect(await call(object, repeatable, clock)).toBe('answer 1');
		expect(object.called).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	}
});

describe('a lost object', () => {
	test('is called again if that does no more than once, with a fresh stub each time', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(lostKinds, { minLength: 1, maxLength: 2 }), async (losses) => {
				const [object, clock] = [unreliableObject(losses.map(failure)), fakeClock()];
				expect(await call(object, true, clock)).toBe(`answer ${losses.length + 1}`);
				expect(new Set(object.called).size).toBe(losses.length + 1);
				expect(object.called).toEqual(object.stubs);
				expect(clock.slept).toHaveLength(losses.length);
			}),
		);
	});

	test('is called only once if a second call could count twice', async () => {
		await fc.assert(
			fc.asyncProperty(lostKinds, async (kind) => {
				const [object, clock] = [unreliableObject([failure(kind)]), fakeClock()];
				expect(await call(object, false, clock)).toMatchObject({
					problem: 'unavailable',
					retryAfter: expect.any(Number),
				});
				expect(object.called).toHaveLength(1);
				expect(clock.slept).toEqual([]);
			}),
		);
	});

	test('is unavailable after three calls, with the seconds after which to try again', async () => {
		const losses = Array.from({ length: 10 }, () => failure({ retryable: true }));
		const [object, clock] = [unreliableObject(losses), fakeClock()];
		const answer = await call(object, true, clock);
		expect(answer).toMatchObject({ problem: 'unavailable', retryAfter: expect.any(Number) });
		expect(answer).toHaveProperty('retryAfter', 1);
		expect(object.called).toHaveLength(3);
		expect(new Set(object.called).size).toBe(3);
		expect(clock.slept).toHaveLength(2);
	});

	test('is waited for by chance, so that clients do not come back all at once', async () => {
		const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
		await fc.assert(
			fc.asyncProperty(randoms, randoms, async (first, second) => {
				const losses = [failure({ retryable: true }), failure({ retryable: true })];
				const clock = fakeClock([first, second]);
				await call(unreliableObject(losses), true, clock);
				expect(clock.slept).toEqual([first * 100, second * 200]);
			}),
		);
	});

	test('brings a cause for the log, of which no client hears', async () => {
		const object = unreliableObject([failure({ retryable: true })]);
		const answer = (await call(object, false, fakeClock())) as Problem;
		expect(answer.cause).toContain('object lost, attempt 1');
		const document = problemDocument(answer, 'https://site.example', 'an-id');
		expect(JSON.stringify(document)).not.toContain('object lost');
	});
});

describe('an overloaded object', () => {
	test.each([true, false])('is never called again (repeatable: %s)', async (repeatable) => {
		const [object, clock] = [unreliableObject([failure(overloaded)]), fakeClock()];
		expect(await call(object, repeatable, clock)).toMatchObject({
			problem: 'unavailable',
			retryAfter: 1,
		});
		expect(object.called).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});

	test('is not called again either if it was lost before', async () => {
		const failures = [failure({ retryable: true }), failure(overloaded)];
		const [object, clock] = [unreliableObject(failures), fakeClock()];
		expect(await call(object, true, clock)).toHaveProperty('problem', 'unavailable');
		expect(object.called).toHaveLength(2);
	});
});

describe('an object that does not answer', () => {
	const silence = () => new Promise<never>(() => undefined);

	test.each([true, false])('is unavailable after 5 s (repeatable: %s)', async (repeatable) => {
		vi.useFakeTimers();
		const called = vi.fn(silence);
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
	});

	test('changes nothing by its timer if it answers or fails in time', async () => {
		vi.useFakeTimers();
		const bug = failure({ remote: true });
		const answer = callObject(
			() => undefined,
			async () => 3,
			true,
		);
		expect(await answer).toBe(3);
		const refused = callObject(
			() => undefined,
			async () => Promise.reject(bug),
			true,
		);
		await expect(refused).rejects.toBe(bug);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(await answer).toBe(3);
		await expect(refused).rejects.toBe(bug);
	});
});

describe('a bug in the object', () => {
	const bug = failure({ remote: true });

	test.each([true, false])('is thrown as it is, at once (repeatable: %s)', async (repeatable) => {
		const [object, clock] = [unreliableObject([bug]), fakeClock()];
		await expect(call(object, repeatable, clock)).rejects.toBe(bug);
		expect(object.called).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});

	test('is thrown also if it shows after the object was lost', async () => {
		const [object, clock] = [unreliableObject([failure({ retryable: true }), bug]), fakeClock()];
		await expect(call(object, true, clock)).rejects.toBe(bug);
		expect(object.called).toHaveLength(2);
	});
});

test('a refusal that an object returns is an answer like any other', async () => {
	const refusal = { refused: 'out-of-range' };
	const answer = await callObject(
		() => undefined,
		async () => refusal,
		true,
		fakeClock(),
	);
	expect(answer).toBe(refusal);
});
