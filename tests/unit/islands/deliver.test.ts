import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WriteOutcome } from '../../../src/islands/counter/client';
import { deliver, keptFor } from '../../../src/islands/counter/deliver';

const counted: WriteOutcome = { counted: { value: 1, version: 1 } };
const lost: WriteOutcome = { unknown: undefined };

function failed(status: number, retryAfter?: number): WriteOutcome {
	const problem = { type: '', title: `status ${status}`, status, detail: '' };
	return { unknown: retryAfter === undefined ? problem : { ...problem, retryAfter } };
}

/**
 * Delivers a write over a network that answers as listed, and with the last outcome for ever after.
 *
 * @param age of the write when its delivery begins, in milliseconds
 */
async function run(
	outcomes: readonly WriteOutcome[],
	{ isRepeat = false, age = 0, timePerTry = 0 } = {},
) {
	let now = age;
	let waits = 0;
	const pauses: { milliseconds: number; isUrgent: boolean }[] = [];
	const repeats: boolean[] = [];
	const outcome = await deliver(isRepeat, {
		send: async (isRepeat) => {
			repeats.push(isRepeat);
			now += timePerTry;
			return outcomes[repeats.length - 1] ?? outcomes.at(-1) ?? lost;
		},
		age: () => now,
		pause: async (milliseconds, isUrgent) => {
			pauses.push({ milliseconds, isUrgent });
			now += milliseconds;
		},
		onWait: () => void waits++,
		random: () => 0.5,
	});
	return { outcome, pauses, repeats, waits, age: now };
}

test('a write that is answered is sent once and never waits', async () => {
	for (const answer of [counted, { refused: { status: 409 } } as WriteOutcome, failed(403)]) {
		const { outcome, repeats, waits } = await run([answer]);
		expect([outcome, repeats, waits]).toEqual([answer, [false], 0]);
	}
});

test('a write without an answer is sent again as a repeat until one comes', async () => {
	const { outcome, repeats, waits } = await run([lost, failed(503), failed(429, 2), counted]);
	expect(outcome).toBe(counted);
	expect(repeats).toEqual([false, true, true, true]);
	expect(waits).toBe(3);
});

test('only a write that got no answer at all is sent again early when the server can be reached', async () => {
	const { pauses } = await run([lost, failed(503, 1), failed(429, 7), failed(500), counted]);
	expect(pauses.map(({ isUrgent }) => isUrgent)).toEqual([true, false, false, true]);
	expect(pauses[1]?.milliseconds).toBeGreaterThanOrEqual(1000);
	expect(pauses[2]?.milliseconds).toBe(7000);
});

test('a write is given up after five minutes, whatever fails and however long each try takes', () => {
	const outcomes = fc.array(fc.constantFrom(lost, failed(500), failed(503, 1), failed(429, 30)), {
		minLength: 1,
		maxLength: 50,
	});
	const durations = fc.integer({ min: 0, max: 35_000 });
	return fc.assert(
		fc.asyncProperty(outcomes, durations, async (outcomes, timePerTry) => {
			const { outcome, age, repeats } = await run(outcomes, { timePerTry });
			expect(outcome).toEqual(lost);
			expect(age).toBeGreaterThanOrEqual(keptFor);
			expect(age).toBeLessThan(keptFor + timePerTry + 1);
			expect(repeats.length).toBeLessThan(1000);
		}),
	);
});

test('a kept write that is too old is given up and not sent, since its key may be too', async () => {
	for (const age of [keptFor, 30 * 60 * 60 * 1000]) {
		const { outcome, repeats } = await run([counted], { isRepeat: true, age });
		expect([outcome, repeats]).toEqual([lost, []]);
	}
	const { outcome, repeats } = await run([counted], { isRepeat: true, age: keptFor - 1 });
	expect([outcome, repeats]).toEqual([counted, [true]]);
});

test('a write that waited while the machine slept is not sent after it', async () => {
	const { outcome, repeats } = await run([lost, counted], { timePerTry: 10 * keptFor });
	expect([outcome, repeats]).toEqual([lost, [false]]);
});
