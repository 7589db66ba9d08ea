import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { directoryName } from '../../src/core/contract/listing';
import { longestRetry, sendTime } from '../../src/core/objects/outbox';
import type { Counter } from '../../src/durable-objects/counter';
import type { CounterRow } from '../../src/durable-objects/counter-row';
import { Directory } from '../../src/durable-objects/directory';
import { size } from '../size';
import { stored } from './stored';

const { enter, leave } = Directory.prototype;
const tokenHash = '0'.repeat(64);

afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

/** Where a message is interrupted, and which object crashes. */
const crashes = [
	'the directory crashes before it has taken it',
	'the directory crashes when it has taken it',
	'the counter crashes before the answer',
	'the counter crashes, and the message arrives after newer ones',
] as const;
type Crash = (typeof crashes)[number];

const commands = ['claim', 'claim unlisted', 'write', 'list', 'unlist', 'remove'] as const;
const anyStep = fc.record({
	at: fc.nat({ max: 2 }),
	does: fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(...commands) },
		{ weight: 2, arbitrary: fc.constantFrom(...crashes) },
		{ weight: 1, arbitrary: fc.constantFrom('send', 'the clock goes back') },
	),
});

async function kill<Class extends Rpc.DurableObjectBranded>(stub: DurableObjectStub<Class>) {
	await runInDurableObject(stub, (_, ctx) => ctx.abort('crash')).catch(() => {});
}

const counterOf = (name: string) => env.COUNTER.getByName(name);
const directoryStub = () => env.DIRECTORY.getByName(directoryName);

/** Runs the alarm of a counter at a time when it is due. */
async function send(name: string): Promise<void> {
	vi.setSystemTime(Date.now() + longestRetry);
	await runInDurableObject(counterOf(name), (counter: Counter) => counter.alarm());
}

/** Returns when the next message to the directory is due, `undefined` if never. */
function dueTime(name: string): Promise<number | undefined> {
	return runInDurableObject(counterOf(name), (_, { storage }) =>
		sendTime(storage.kv.get<CounterRow>('state')?.outbox),
	);
}

/** Expects that an alarm is set for what the counter has to send, or that its run is not over. */
async function expectAlarm(name: string): Promise<void> {
	const due = await dueTime(name);
	if (due === undefined) return;
	await vi.waitFor(async () => {
		const { alarm } = await stored(counterOf(name));
		if ((await dueTime(name)) === due) expect(alarm).not.toBeNull();
	});
}

/** Lets the next message break off; returns whether there was one. */
async function sendAndCrash(name: string, crash: Crash): Promise<boolean> {
	let hasArrived = false;
	const breakOff = (method: (...sent: never[]) => number) =>
		async function (this: Directory, ...sent: never[]) {
			if (hasArrived) return method.apply(this, sent);
			hasArrived = true;
			const { ctx } = this as unknown as { ctx: DurableObjectState };
			if (crash === 'the directory crashes before it has taken it') ctx.abort('crash');
			if (crash === 'the counter crashes, and the message arrives after newer ones') {
				await scheduler.wait(30);
				return method.apply(this, sent);
			}
			const held = method.apply(this, sent);
			await ctx.storage.sync();
			if (crash === 'the directory crashes when it has taken it') ctx.abort('crash');
			await scheduler.wait(15);
			return held;
		};
	const messages = [
		vi.spyOn(Directory.prototype, 'enter').mockImplementation(breakOff(enter) as never),
		vi.spyOn(Directory.prototype, 'leave').mockImplementation(breakOff(leave) as never),
	];
	let isOver = false;
	const sent = send(name)
		.catch(() => {})
		.finally(() => {
			isOver = true;
		});
	if (crash.startsWith('the counter')) {
		await vi.waitFor(() => expect(hasArrived || isOver).toBe(true), {
			timeout: 20_000,
			interval: 1,
		});
		await kill(counterOf(name));
	}
	if (crash === 'the counter crashes, and the message arrives after newer ones') {
		await counterOf(name).increment(3);
		await send(name);
		await scheduler.wait(40);
	}
	await sent;
	for (const message of messages) message.mockRestore();
	return hasArrived;
}

/** Does what a step says; returns whether a message broke off. */
async function take(name: string, does: string): Promise<boolean> {
	const stub = counterOf(name);
	const change = (listed: boolean) =>
		stub.manage(tokenHash, { do: 'change', settings: { listed } });
	const claim = (listed: boolean) =>
		stub.create({ tokenHash, value: 100, settings: { ...defaultSettings, listed }, name });
	if (does === 'claim') await claim(true);
	else if (does === 'claim unlisted') await claim(false);
	else if (does === 'write') await stub.increment(1, undefined, undefined, name);
	else if (does === 'list') await change(true);
	else if (does === 'unlist') await change(false);
	else if (does === 'remove') await stub.manage(tokenHash, { do: 'remove' });
	else if (does === 'send') await send(name);
	else if (does === 'the clock goes back') vi.setSystemTime(Date.now() - longestRetry / 2);
	else return sendAndCrash(name, does as Crash);
	return false;
}

/** The value of each of some counters that is to be listed. */
async function expectedList(names: readonly string[]): Promise<Record<string, number>> {
	const states = await Promise.all(names.map((name) => counterOf(name).getCounterValue()));
	const listed = names.map((name, at) => ({ name, ...states[at] }));
	return Object.fromEntries(
		listed.flatMap(({ name, value = 0, owned }) => (owned?.listed ? [[name, value]] : [])),
	);
}

/** The value of each of some counters that is listed. */
async function actualList(names: readonly string[]): Promise<Record<string, number>> {
	const found: [string, number][] = [];
	let page = await directoryStub().list({ limit: 100 });
	for (;;) {
		found.push(...page.counters.map(({ name, value }): [string, number] => [name, value]));
		if (!page.next) return Object.fromEntries(found.filter(([name]) => names.includes(name)));
		page = await directoryStub().list({ after: page.next, limit: 100 });
	}
}

test('after crashes in the middle of every message the directory agrees with the counters', async () => {
	vi.spyOn(console, 'error').mockImplementation(() => {});
	let broken = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 20 }), async (steps) => {
			const names = [0, 1, 2].map(() => crypto.randomUUID());
			for (const name of names) await take(name, 'claim');
			for (const { at, does } of steps) {
				const name = names[at] ?? '';
				if (await take(name, does)) broken += 1;
				await expectAlarm(name);
			}
			for (const name of names) {
				for (let times = 0; (await dueTime(name)) !== undefined; times++) {
					expect(times).toBeLessThan(20);
					await send(name);
				}
			}
			expect(await actualList(names)).toEqual(await expectedList(names));
		}),
		{ numRuns: size(25, 300) },
	);
	console.log(`${broken} messages broke off`);
	expect(broken).toBeGreaterThanOrEqual(50);
}, 600_000);
