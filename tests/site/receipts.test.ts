/** Counters that are made with a key: once, whatever gets lost on the way. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { OwnedCounter } from '../../src/core/contract/answers';
import { problems } from '../../src/core/contract/problem';
import { size } from '../size';
import { type Answer, counterValue, freshName, json, post, send } from './http';
import { useSite } from './use-site';

const site = useSite();
const rounds = size(2, 20);

function create(fields: Readonly<Record<string, unknown>>, key: string): Promise<Answer> {
	const body = JSON.stringify(fields);
	const headers = { ...json, 'Idempotency-Key': key };
	return post(`${site().url}/api/counters`, { headers, body });
}

function made({ status, text }: Answer): OwnedCounter {
	if (status !== 201) throw new Error(`${status} ${text}`);
	return JSON.parse(text) as OwnedCounter;
}

function settings({ name, id, ownerToken }: OwnedCounter): Promise<Answer> {
	return send(`${site().url}/api/${name ?? id}/settings`, {
		headers: { Authorization: `Bearer ${ownerToken}` },
	});
}

test('a repeat gets the same counter and the same token, and makes nothing', async () => {
	const fields = { name: freshName(), value: 5 };
	const key = randomUUID();
	const first = await create(fields, key);
	await post(`${site().url}/api/${fields.name}/increment`);
	const again = await create(fields, `"${key}"`);
	expect([again.status, again.text]).toEqual([first.status, first.text]);
	expect([first, again].map(({ headers }) => headers['idempotency-replayed'])).toEqual([
		undefined,
		'true',
	]);
	expect(again.headers['location']).toBe(first.headers['location']);
	expect((await settings(made(again))).status).toBe(200);
	expect(await counterValue(site().url, fields.name)).toBe(6);
});

test('a repeat of a counter without a name gets the same id', async () => {
	const key = randomUUID();
	const first = await create({ value: 5 }, key);
	expect((await create({ value: 5 }, key)).text).toBe(first.text);
	expect((await create({ value: 5 }, randomUUID())).text).not.toBe(first.text);
});

test('a private counter without an owner is made once for a key, too', async () => {
	const url = `${site().url}/api/counters`;
	const headers = { 'Idempotency-Key': randomUUID() };
	const first = await post(url, { headers });
	const again = await post(url, { headers });
	expect([again.status, again.text]).toEqual([201, first.text]);
	expect(again.headers['idempotency-replayed']).toBe('true');
});

test('the same key with another body is refused, and makes nothing', async () => {
	const [name, key] = [freshName(), randomUUID()];
	await create({ name, value: 5 }, key);
	for (const fields of [{ name, value: 6 }, { name, value: 5, step: 1 }, { value: 5 }]) {
		const { status, text } = await create(fields, key);
		expect([status, JSON.parse(text)]).toEqual([
			422,
			expect.objectContaining({ title: problems['key-reused'].title }),
		]);
	}
	expect(await counterValue(site().url, name)).toBe(5);
});

test('a name that is taken is not remembered: the key can be used for another one', async () => {
	const [name, key] = [freshName(), randomUUID()];
	await create({ name }, randomUUID());
	expect((await create({ name }, key)).status).toBe(409);
	expect((await create({ name: freshName() }, key)).status).toBe(201);
});

test('what its owner has removed is not made again by a repeat', async () => {
	const [name, key] = [freshName(), randomUUID()];
	const first = await create({ name, value: 5 }, key);
	await send(`${site().url}/api/${name}`, {
		method: 'DELETE',
		headers: { Authorization: `Bearer ${made(first).ownerToken}` },
	});
	expect((await create({ name, value: 5 }, key)).text).toBe(first.text);
	expect(await counterValue(site().url, name)).toBe(0);
});

test('requests with one key at the same time make one counter', async () => {
	const [name, key] = [freshName(), randomUUID()];
	const answers = await Promise.all(Array.from({ length: 8 }, () => create({ name }, key)));
	expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
	expect((await settings(made(answers[0] as Answer))).status).toBe(200);
});

test(
	'after a crash a repeat finishes what was begun, and no answer that was given changes',
	async () => {
		let [acknowledged, repeated] = [0, 0];
		for (let round = 1; round <= rounds; round++) {
			const requests = new Map<string, { name: string; answer?: string }>();
			let isRunning = true;
			const hasBegun = Promise.withResolvers<void>();
			const load = Promise.all(
				Array.from({ length: 8 }, async () => {
					while (isRunning) {
						const [name, key] = [freshName('crash'), randomUUID()];
						requests.set(key, { name });
						const answer = await create({ name, value: 3 }, key).catch(() => undefined);
						if (answer?.status === 201) requests.set(key, { name, answer: answer.text });
						hasBegun.resolve();
					}
				}),
			);
			await Promise.race([hasBegun.promise, load]);
			await wait(randomInt(200, 1001));
			isRunning = false;
			await site().kill();
			await load;
			await site().restart();

			// All that got no answer, and some that did.
			const open = [...requests].filter(([, { answer }]) => answer === undefined);
			const done = [...requests].filter(([, { answer }]) => answer !== undefined);
			for (const [key, { name, answer }] of [...open, ...done.slice(-5)]) {
				const again = await create({ name, value: 3 }, key);
				if (answer !== undefined) expect(again.text).toBe(answer);
				const counter = made(again);
				expect((await settings(counter)).status).toBe(200);
				expect(await counterValue(site().url, name)).toBe(3);
			}
			acknowledged += done.length;
			repeated += open.length;
		}
		console.log(
			`receipts: ${rounds} crashes, ${acknowledged} answered, ${repeated} finished after`,
		);
		expect(acknowledged).toBeGreaterThan(0);
		expect(repeated).toBeGreaterThan(0);
	},
	size(300_000, 1_800_000),
);
