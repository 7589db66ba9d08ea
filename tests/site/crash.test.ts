import { randomInt, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, type Site, startSite } from '../../scripts/site-process.ts';
import { size } from '../size';
import { freshName, send, counterValue } from './http';

const rounds = size(4, 50);
const clients = 12;

let state: string;
let site: Site;

beforeAll(async () => {
	state = await mkdtemp(join(tmpdir(), 'durable-counters-'));
});

afterAll(async () => {
	await site.stop();
	await rm(state, { recursive: true, force: true });
});

async function start(): Promise<void> {
	site = await startSite({ port: await freePort(), state, quiet: true });
}

/** What an acknowledged write was told. */
interface Told {
	readonly value: number;
	readonly isReplayed: boolean;
}

/** Adds 1; `undefined` if nobody knows whether it was counted. */
async function increment(name: string, key?: string): Promise<Told | undefined> {
	const answer = await send(`${site.url}/api/${name}/increment`, {
		method: 'POST',
		headers: key === undefined ? {} : { 'Idempotency-Key': key },
	}).catch(() => undefined);
	if (!answer || answer.status === 503) return undefined;
	if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
	const { value } = JSON.parse(answer.text) as { value: number };
	return { value, isReplayed: answer.headers['idempotency-replayed'] === 'true' };
}

/** Adds 1 under a key that may have been used before, until it is acknowledged. */
async function insist(name: string, key: string): Promise<Told> {
	for (let attempt = 1; attempt <= 20; attempt++) {
		const told = await increment(name, key);
		if (told) return told;
	}
	throw new Error('twenty answers in a row were lost');
}

/** Has several clients do one thing after the other until the site is killed in the midst of it. */
async function loadUntilKilled(...writes: readonly (() => Promise<void>)[]): Promise<void> {
	let alive = true;
	// A site that has just started takes its time: the clock runs from the first answer.
	const isUnderWay = Promise.withResolvers<void>();
	const load = Promise.all(
		writes.flatMap((write) =>
			Array.from({ length: clients }, async () => {
				while (alive) {
					await write();
					isUnderWay.resolve();
				}
			}),
		),
	);
	await Promise.race([isUnderWay.promise, load]);
	await wait(randomInt(200, 1001));
	alive = false;
	await site.kill();
	await load;
}

test(
	'no acknowledged write is lost in a crash, and no key counts twice',
	async () => {
		const [plain, keyed] = [freshName('plain'), freshName('keyed')];
		/** The values that were told, and the keys they were told for. */
		const plainValues: number[] = [];
		const keyedValues = new Map<string, number>();
		let [lost, beyond, retries, replays] = [0, 0, 0, 0];

		await start();
		for (let round = 1; round <= rounds; round++) {
			const before = await counterValue(site.url, plain);
			let sent = 0;
			const acknowledged: number[] = [];
			const acknowledgedKeys: string[] = [];
			const openKeys: string[] = [];
			await loadUntilKilled(
				async () => {
					sent++;
					const told = await increment(plain);
					if (told) acknowledged.push(told.value);
				},
				async () => {
					const key = randomUUID();
					const told = await increment(keyed, key);
					(told ? acknowledgedKeys : openKeys).push(key);
					if (told) keyedValues.set(key, told.value);
				},
			);
			await start();

			const value = await counterValue(site.url, plain);
			const later = acknowledged.filter((told) => told > value).length;
			lost += Math.max(0, later, before + acknowledged.length - value);
			beyond += Math.max(0, value - (before + sent));
			plainValues.push(...acknowledged);

			retries += openKeys.length;
			await Promise.all(
				openKeys.map(async (key) => {
					const told = await insist(keyed, key);
					keyedValues.set(key, told.value);
					if (told.isReplayed) replays++;
				}),
			);
			for (const key of acknowledgedKeys.slice(-5)) {
				const first = keyedValues.get(key);
				expect(await insist(keyed, key)).toEqual({ value: first, isReplayed: true });
			}
		}

		const keyedValue = await counterValue(site.url, keyed);
		console.log(
			`crash: ${rounds} rounds, ${plainValues.length} acknowledged, ${lost} lost, ` +
				`${beyond} beyond those sent; ${keyedValues.size} keyed, ${retries} of them retried ` +
				`(${replays} had counted), ${keyedValue - keyedValues.size} double counts`,
		);
		expect(lost).toBe(0);
		expect(beyond).toBe(0);
		expect(new Set(plainValues).size).toBe(plainValues.length);
		expect(keyedValues.size).toBe(keyedValue);
		expect([...keyedValues.values()].toSorted((a, b) => a - b)).toEqual(
			Array.from({ length: keyedValue }, (_, index) => index + 1),
		);
		expect(plainValues.length).toBeGreaterThan(0);
		expect(retries).toBeGreaterThan(0);
	},
	size(120_000, 1_800_000),
);
