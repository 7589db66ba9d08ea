import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { size } from '../size';
import { type Answer, freshName, post, send } from './http';
import { type Exchange, type LossyProxy, startLossyProxy } from './lossy-proxy';

const site = inject('siteUrl');
const keyedCalls = size(600, 10_000);
const unkeyedCalls = size(100, 1000);
const clients = 24;

let proxy: LossyProxy;

beforeAll(async () => {
	proxy = await startLossyProxy(site, 0.15);
});

afterAll(() => proxy.close());

/** One write, in however many attempts. */
interface Write {
	readonly operation: 'increment' | 'decrement';
	readonly amount: number;
	/** The header, quotes included. */
	readonly key: string | undefined;
}

function anyWrite(isKeyed: boolean): Write {
	return {
		operation: randomInt(2) ? 'increment' : 'decrement',
		amount: randomInt(1, 1001),
		key: isKeyed ? `"${randomUUID()}"` : undefined,
	};
}

function change({ operation, amount }: Write): number {
	return operation === 'increment' ? amount : -amount;
}

/** Sends a write through the proxy, and retries until it is answered. */
async function sendUntilAnswered(name: string, { operation, amount, key }: Write): Promise<Answer> {
	for (let attempt = 1; attempt <= 100; attempt++) {
		const answer = await post(`${proxy.url}/api/${name}/${operation}`, {
			headers: { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key }) },
			body: JSON.stringify({ amount }),
		}).catch(() => undefined);
		if (answer?.status === 200) return answer;
		if (answer && !isUnknown(answer)) throw new Error(`${answer.status} ${answer.text}`);
	}
	throw new Error('a hundred answers in a row were lost');
}

/** Distributes writes over the clients and returns the last answer to each. */
async function sendAll(name: string, writes: readonly Write[]): Promise<readonly Answer[]> {
	const answers: Answer[] = [];
	const queue = writes.entries();
	async function work(): Promise<void> {
		for (const [index, write] of queue) answers[index] = await sendUntilAnswered(name, write);
	}
	await Promise.all(Array.from({ length: clients }, work));
	return answers;
}

function stateOf({ headers, text }: Answer): { value: number; version: number } {
	const version = Number(/^"\d+-(\d+)"$/.exec(String(headers['etag']))?.[1]);
	if (!Number.isSafeInteger(version)) throw new Error(`no version in ${headers['etag']}`);
	return { value: (JSON.parse(text) as { value: number }).value, version };
}

/** Reports whether it is unknown, after an answer, if the write was counted. */
function isUnknown({ status }: Answer): boolean {
	return status === 502 || status === 503;
}

interface Traffic {
	/** The answers with a value. */
	readonly answered: readonly Exchange[];
	/** How many of these were lost. */
	readonly lost: number;
	/** After how many answers it is unknown if the write was counted. */
	readonly unknown: number;
}

function trafficOf(name: string): Traffic {
	const all = proxy.exchanges.filter(({ path }) => path.startsWith(`/api/${name}/`));
	const answered = all.filter(({ answer }) => answer.status === 200);
	return {
		answered,
		lost: answered.filter(({ isLost }) => isLost).length,
		unknown: all.filter(({ answer }) => isUnknown(answer)).length,
	};
}

function isReplayed({ headers }: Answer): boolean {
	return headers['idempotency-replayed'] === 'true';
}

test(
	'a write with a key counts once, however often its answer is lost',
	async () => {
		const name = freshName();
		const writes = Array.from({ length: keyedCalls }, () => anyWrite(true));
		const lostBefore = proxy.lostRequests();
		const answers = await sendAll(name, writes);
		const lostRequests = proxy.lostRequests() - lostBefore;
		const { answered, lost, unknown } = trafficOf(name);
		const replays = answered.filter(({ answer }) => isReplayed(answer)).length;

		// The version is the number of writes that changed the value.
		const { value, version } = stateOf(await send(`${site}/api/${name}/value`));
		console.log(
			`lost answers: ${keyedCalls} keyed calls, ${lostRequests} requests lost, ` +
				`${lost} answers lost, ${replays} replays, ` +
				`${version - keyedCalls} double counts`,
		);
		expect(version).toBe(keyedCalls);
		expect(value).toBe(writes.reduce((sum, write) => sum + change(write), 0));
		expect(lostRequests).toBeGreaterThan(0);
		expect(lost).toBeGreaterThan(0);
		// Each lost answer made its client retry once, and nothing else did.
		expect(replays).toBeGreaterThanOrEqual(lost);
		expect(replays).toBeLessThanOrEqual(lost + unknown);

		const byKey = Map.groupBy(answered, ({ key }) => key);
		const firsts: { readonly answer: Answer; readonly write: Write }[] = [];
		for (const [index, write] of writes.entries()) {
			const [first, ...others] = (byKey.get(write.key) ?? []).map(({ answer }) => answer);
			for (const other of others) {
				expect(isReplayed(other)).toBe(true);
				expect(other.text).toBe(first?.text);
				// The version is by now another one, most often.
				expect(other.headers).not.toHaveProperty('etag');
			}
			expect(answers[index]?.text).toBe(first?.text);
			if (first && !isReplayed(first)) firsts.push({ answer: first, write });
		}
		// The first answer with a value is a replay only after an answer without one.
		expect(firsts.length).toBeGreaterThanOrEqual(keyedCalls - unknown);
		if (firsts.length < keyedCalls) return;

		// In the order in which the counter made the writes, each value is the sum up to there.
		const inOrder = firsts
			.map(({ answer, write }) => ({ ...stateOf(answer), write }))
			.toSorted((a, b) => a.version - b.version);
		let sum = 0;
		for (const [index, { value, version, write }] of inOrder.entries()) {
			sum += change(write);
			expect([version, value]).toEqual([index + 1, sum]);
		}
	},
	size(300_000, 1_800_000),
);

test(
	'a write without a key counts once more for each lost answer',
	async () => {
		const name = freshName();
		const writes = Array.from({ length: unkeyedCalls }, () => anyWrite(false));
		await sendAll(name, writes);
		const { lost, unknown } = trafficOf(name);

		const { version } = stateOf(await send(`${site}/api/${name}/value`));
		const doubleCounts = version - unkeyedCalls;
		console.log(
			`lost answers: ${unkeyedCalls} calls without a key, ${lost} answers lost, ` +
				`${doubleCounts} double counts`,
		);
		expect(lost).toBeGreaterThan(0);
		expect(doubleCounts).toBeGreaterThanOrEqual(lost);
		expect(doubleCounts).toBeLessThanOrEqual(lost + unknown);
	},
	size(300_000, 1_800_000),
);
