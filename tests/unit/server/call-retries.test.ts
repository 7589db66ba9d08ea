import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemDocument } from '../../../src/core/contract/api';
import type { Problem } from '../../../src/core/contract/problem';
import { call, failure, fakeClock, unreliableObject } from './unreliable-object';

const lostKinds = fc.constantFrom(
	{ retryable: true },
	{ durableObjectReset: true },
	{ durableObjectReset: true, remote: true },
	{ retryable: true, remote: true },
);
const overloaded = { overloaded: true, retryable: true };

test('an object that answers is called once', async () => {
	for (const repeatable of [true, false]) {
		const [object, clock] = [unreliableObject([]), fakeClock()];
		expect(await call(object, repeatable, clock)).toBe('answer 1');
		expect(object.called).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	}
});

test('a repeatable call of a lost object is retried, with a fresh stub each time', async () => {
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

test('a call of a lost object that is not repeatable is not retried', async () => {
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

test('an object that is lost three times is unavailable, with the seconds until a retry', async () => {
	const losses = Array.from({ length: 10 }, () => failure({ retryable: true }));
	const [object, clock] = [unreliableObject(losses), fakeClock()];
	const answer = await call(object, true, clock);
	expect(answer).toMatchObject({ problem: 'unavailable', retryAfter: expect.any(Number) });
	expect(answer).toHaveProperty('retryAfter', 1);
	expect(object.called).toHaveLength(3);
	expect(new Set(object.called).size).toBe(3);
	expect(clock.slept).toHaveLength(2);
});

test('the wait before a retry is random, below a limit that doubles', async () => {
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

test('the cause of an unavailable object is for the log and not in the problem document', async () => {
	const object = unreliableObject([failure({ retryable: true })]);
	const answer = (await call(object, false, fakeClock())) as Problem;
	expect(answer.cause).toContain('object lost, attempt 1');
	const document = problemDocument(answer, 'https://site.example', 'an-id');
	expect(JSON.stringify(document)).not.toContain('object lost');
});

test.each([true, false])(
	'a call of an overloaded object is not retried (repeatable: %s)',
	async (repeatable) => {
		const [object, clock] = [unreliableObject([failure(overloaded)]), fakeClock()];
		expect(await call(object, repeatable, clock)).toMatchObject({
			problem: 'unavailable',
			retryAfter: 1,
		});
		expect(object.called).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	},
);

test('a lost object that is overloaded at the retry is not called again', async () => {
	const failures = [failure({ retryable: true }), failure(overloaded)];
	const [object, clock] = [unreliableObject(failures), fakeClock()];
	expect(await call(object, true, clock)).toHaveProperty('problem', 'unavailable');
	expect(object.called).toHaveLength(2);
});
