import { abortAllDurableObjects, evictAllDurableObjects } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { IdempotencyKey } from '../../src/core/contract/idempotency';
import type { Counter } from '../../src/durable-objects/counter';
import type { CounterState } from '../../src/durable-objects/counter-content';
import { type Call, isLinearizable } from '../../src/core/linearizable';
import { size } from '../size';

const histories = size(60, 1000);
const clients = 5;
const callsPerClient = 8;

interface History {
	readonly calls: readonly Call[];
	readonly evictions: number;
	readonly aborts: number;
	/** How often a call was sent again because its answer was lost. */
	readonly retries: number;
	/** How many writes changed the value. */
	readonly version: number;
}

/** A whole number from `least` to `most`. */
function random(least: number, most: number): number {
	return least + Math.floor(Math.random() * (most - least + 1));
}

/**
 * Waits a little. A timer fires only after all calls under way, so a pause between them is mostly a
 * few calls of another counter; it does not matter whether these are aborted.
 */
async function pause(longest: number): Promise<void> {
	if (random(1, 10) === 1) return scheduler.wait(random(0, 2));
	for (let left = random(0, longest); left > 0; left--) {
		const other = env.COUNTER.getByName('other');
		await (random(0, 1) ? other.getCounterValue() : other.increment()).catch(() => {});
	}
}

/**
 * A counter's value and version in one number, so that one search checks both: every value in this
 * test is far below a million.
 */
function both(value: number, version: number): number {
	return value + version * 1_000_000;
}

/** Records the calls of several clients to one counter, which is evicted and aborted meanwhile. */
async function record(): Promise<History> {
	const id = env.COUNTER.newUniqueId();
	const calls: Call[] = [];
	let now = 0;
	let [evictions, aborts, retries] = [0, 0, 0];
	const disturbances: Promise<void>[] = [];

	// #region disturb
	/** Evicts or aborts the counter between calls, or a little later. */
	async function disturb(): Promise<void> {
		await pause(2);
		if (random(0, 1)) {
			await evictAllDurableObjects();
			evictions++;
		} else {
			await abortAllDurableObjects();
			aborts++;
		}
	}
	// #endregion disturb

	/** Makes a call, and repeats it until it is answered if that is safe: it is recorded as one call. */
	async function perform(
		change: number,
		isRepeatable: boolean,
		method: (stub: DurableObjectStub<Counter>) => Promise<CounterState>,
	): Promise<void> {
		const sent = now++;
		do {
			// A stub that has failed once keeps failing.
			const answer = method(env.COUNTER.get(id)).catch(lost);
			if (random(1, 6) === 1) disturbances.push(disturb());
			const state = await answer;
			if (state) {
				calls.push({
					change,
					sent,
					answer: { at: now++, value: both(state.value, state.version) },
				});
				return;
			}
			if (isRepeatable) retries++;
		} while (isRepeatable);
		calls.push({ change, sent });
	}

	async function write(): Promise<void> {
		const operation = random(0, 1) ? 'increment' : 'decrement';
		const amount = random(1, 1000);
		const key = random(0, 1) ? (crypto.randomUUID() as IdempotencyKey) : undefined;
		const change = both(operation === 'increment' ? amount : -amount, 1);
		await perform(change, key !== undefined, async (stub) => {
			const answer = await stub[operation](amount, key);
			if ('refused' in answer) throw new Error(`refused: ${answer.refused}`);
			return answer;
		});
	}

	async function read(): Promise<void> {
		await perform(0, true, async (stub) => await stub.getCounterValue());
	}

	async function work(): Promise<void> {
		for (let call = 0; call < callsPerClient; call++) {
			await pause(1);
			await (random(1, 10) > 3 ? write() : read());
		}
	}

	await Promise.all(Array.from({ length: clients }, work));
	await Promise.all(disturbances);
	const { value, version } = await env.COUNTER.get(id).getCounterValue();
	calls.push({ change: 0, sent: now++, answer: { at: now++, value: both(value, version) } });
	return { calls, evictions, aborts, retries, version };
}

/** Treats an abort as a lost answer, and throws every other error. */
function lost(error: unknown): undefined {
	if (!String(error).includes('abortAllDurableObjects')) throw error;
}

test(
	'histories of concurrent calls with evictions, aborts and retries are linearizable',
	async () => {
		const total = { calls: 0, unanswered: 0, counted: 0, retries: 0, evictions: 0, aborts: 0 };
		const violations: (readonly Call[])[] = [];
		for (let history = 0; history < histories; history++) {
			const { calls, evictions, aborts, retries, version } = await record();
			const unanswered = calls.filter(({ answer }) => answer === undefined).length;
			const writes = calls.filter(({ change }) => change !== 0).length;
			total.calls += calls.length;
			total.unanswered += unanswered;
			total.counted += version - (writes - unanswered);
			total.retries += retries;
			total.evictions += evictions;
			total.aborts += aborts;
			if (!isLinearizable(calls)) violations.push(calls);
		}
		console.log(
			`linearizability: ${histories} histories of ${clients} clients, ${total.calls} calls, ` +
				`${total.evictions} evictions, ${total.aborts} aborts, ` +
				`${total.unanswered} calls without an answer (${total.counted} of them counted), ` +
				`${total.retries} retries, ${violations.length} violations`,
		);
		expect(violations).toEqual([]);
		expect(total.evictions).toBeGreaterThan(0);
		expect(total.unanswered).toBeGreaterThan(0);
		expect(total.retries).toBeGreaterThan(0);
	},
	size(120_000, 1_200_000),
);
