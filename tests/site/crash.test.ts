import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { size } from '../size';
import { counterValue, freshName, post } from './http';
import { useSite } from './use-site';

const rounds = size(4, 50);
const clients = 12;
const site = useSite();

/** What the answer to an acknowledged write says. */
interface Acknowledgement {
	readonly value: number;
	readonly isReplayed: boolean;
}

/** Adds 1; `undefined` if it is unknown whether it was counted. */
async function increment(name: string, key?: string): Promise<Acknowledgement | undefined> {
	const answer = await post(`${site().url}/api/${name}/increment`, {
		headers: key === undefined ? {} : { 'Idempotency-Key': key },
	}).catch(() => undefined);
	if (!answer || answer.status === 503) return undefined;
	if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
	const { value } = JSON.parse(answer.text) as { value: number };
	return { value, isReplayed: answer.headers['idempotency-replayed'] === 'true' };
}

/** Adds 1 under a key that may have been used before, and retries until it is acknowledged. */
async function incrementUntilAcknowledged(name: string, key: string): Promise<Acknowledgement> {
	for (let attempt = 1; attempt <= 100; attempt++) {
		const acknowledgement = await increment(name, key);
		if (acknowledgement) return acknowledgement;
		await wait(100);
	}
	throw new Error('a hundred answers in a row were lost');
}

/** Has several clients repeat each write until the site is killed, at a moment drawn at random. */
async function loadUntilKilled(...writes: readonly (() => Promise<void>)[]): Promise<void> {
	let isRunning = true;
	// A site that has just started is slow: the time to the crash begins with the first answer.
	const hasBegun = Promise.withResolvers<void>();
	const load = Promise.all(
		writes.flatMap((write) =>
			Array.from({ length: clients }, async () => {
				while (isRunning) {
					await write();
					hasBegun.resolve();
				}
			}),
		),
	);
	await Promise.race([hasBegun.promise, load]);
	await wait(randomInt(200, 1001));
	isRunning = false;
	await site().kill();
	await load;
}

test(
	'no acknowledged write is lost in a crash, and no key counts twice',
	async () => {
		const [plain, keyed] = [freshName('plain'), freshName('keyed')];
		/** The acknowledged values, and those of each key. */
		const plainValues: number[] = [];
		const keyedValues = new Map<string, number>();
		let [lost, beyond, retries, replays] = [0, 0, 0, 0];

		for (let round = 1; round <= rounds; round++) {
			const before = await counterValue(site().url, plain);
			let sent = 0;
			const acknowledged: number[] = [];
			const acknowledgedKeys: string[] = [];
			const openKeys: string[] = [];
			await loadUntilKilled(
				async () => {
					sent++;
					const acknowledgement = await increment(plain);
					if (acknowledgement) acknowledged.push(acknowledgement.value);
				},
				async () => {
					const key = randomUUID();
					const acknowledgement = await increment(keyed, key);
					(acknowledgement ? acknowledgedKeys : openKeys).push(key);
					if (acknowledgement) keyedValues.set(key, acknowledgement.value);
				},
			);
			await site().restart();

			const value = await counterValue(site().url, plain);
			const later = acknowledged.filter((earlier) => earlier > value).length;
			lost += Math.max(0, later, before + acknowledged.length - value);
			beyond += Math.max(0, value - (before + sent));
			plainValues.push(...acknowledged);

			retries += openKeys.length;
			await Promise.all(
				openKeys.map(async (key) => {
					const acknowledgement = await incrementUntilAcknowledged(keyed, key);
					keyedValues.set(key, acknowledgement.value);
					if (acknowledgement.isReplayed) replays++;
				}),
			);
			for (const key of acknowledgedKeys.slice(-5)) {
				const again = await incrementUntilAcknowledged(keyed, key);
				expect(again).toEqual({ value: keyedValues.get(key), isReplayed: true });
			}
		}

		const keyedValue = await counterValue(site().url, keyed);
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
	size(600_000, 1_800_000),
);
