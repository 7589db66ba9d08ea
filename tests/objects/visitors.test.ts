/** Visitors as the site distinguishes them: by the salt of the day, in the counter's own table. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { IdempotencyKey } from '../../src/core/contract/idempotency';
import { clientKey } from '../../src/core/limits/client-key';
import { dayLength, dayName, dayOf, endOfDay, startOfDay } from '../../src/core/visits/day';
import { importSalt, visitorKey } from '../../src/core/visits/visitor-key';
import { saltGrace } from '../../src/durable-objects/salt';
import { size } from '../size';
import { freshCounter, keysAndAlarm } from './counter-storage';
import { exceedBudget } from './limiter-storage';

/** A day of its own for each test, since a day has one object. */
let day = dayOf(Date.now()) + 500;
beforeEach(() => {
	day += 10;
	vi.setSystemTime(startOfDay(day) + dayLength / 2);
});
afterEach(() => void vi.useRealTimers());

interface Visitor {
	readonly address: string;
	readonly agent: string;
}

const agents = ['Firefox/140.0', 'Chrome/140.0.0.0 Safari/537.36', 'Version/18.0 Safari/604.1'];

/** The visitor of a number, each another one: three browsers at each address, IPv4 and IPv6. */
function visitorOf(number: number): Visitor {
	const host = Math.floor(number / agents.length);
	const [high, low] = [host >> 8, host & 0xff];
	const address =
		host % 2 === 0 ? `203.0.${high}.${low}` : `2001:db8:${host.toString(16)}:7::${number}`;
	return { address, agent: `Mozilla/5.0 ${agents[number % agents.length]}` };
}

async function saltOf(of: number): Promise<CryptoKey> {
	const answer = await env.SALT.getByName(dayName(of)).salt();
	if ('refused' in answer) throw new Error('the salt was refused');
	return importSalt(answer.salt);
}

function keyOf(
	salt: CryptoKey,
	counter: DurableObjectStub,
	{ address, agent }: Visitor,
): Promise<IdempotencyKey> {
	return visitorKey(salt, { counter: counter.id.toString(), client: clientKey(address), agent });
}

/** Every row that an object stores, as text and as bytes that look like text. */
function rowsOf<Class extends Rpc.DurableObjectBranded>(
	stub: DurableObjectStub<Class>,
): Promise<string> {
	return runInDurableObject(stub, (_, { storage }) => {
		const tables = storage.sql
			.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
			.toArray();
		const rows = tables
			.filter(({ name }) => !name.startsWith('_cf_'))
			.flatMap(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray());
		return JSON.stringify([rows, [...storage.kv.list()]], (_, value: unknown) => {
			if (value instanceof Map) return [...value];
			return value instanceof Uint8Array ? String.fromCharCode(...value) : value;
		});
	});
}

test('generated visitors who come several times, in any order and across evictions, are counted exactly', async () => {
	const total = size(2000, 10_000);
	const stub = freshCounter();
	const salt = await saltOf(day);
	const visits = Array.from({ length: 2 * total }, (_, visit) => (visit * 7919) % total);
	const keys = await Promise.all(
		Array.from({ length: total }, (_, number) => keyOf(salt, stub, visitorOf(number))),
	);
	expect(new Set(keys).size).toBe(total);
	const until = endOfDay(day);
	let counted = 0;
	for (let from = 0; from < visits.length; from += 1000) {
		counted += await runInDurableObject(stub, (counter) => {
			const answers = visits.slice(from, from + 1000).map((number) => {
				const key = keys[number];
				if (key === undefined) throw new Error('no such visitor');
				return counter.visit({ isTrusted: true, key, until });
			});
			return answers.filter((answer) => 'counted' in answer && answer.counted && answer.exact)
				.length;
		});
		await evictDurableObject(stub);
	}
	expect(counted).toBe(total);
	expect(await stub.getCounterValue()).toMatchObject({ value: total, version: total });
	expect((await keysAndAlarm(stub)).keys).toBe(total);

	vi.setSystemTime(until);
	for (let slice = 0; slice <= total; slice += 1000) await runDurableObjectAlarm(stub);
	expect(await keysAndAlarm(stub)).toEqual({ keys: 0, alarm: null });
	expect(await stub.getCounterValue()).toMatchObject({ value: total });
	console.log(`visits: ${visits.length} of ${total} visitors, ${counted} counted`);
});

test('one visitor is two unrelated values on two counters, and on two days', async () => {
	const [one, other] = [freshCounter(), freshCounter()];
	const visitor = visitorOf(1);
	const today = await saltOf(day);
	vi.setSystemTime(endOfDay(day));
	const tomorrow = await saltOf(day + 1);
	const keys = await Promise.all([
		keyOf(today, one, visitor),
		keyOf(today, other, visitor),
		keyOf(tomorrow, one, visitor),
		keyOf(tomorrow, other, visitor),
	]);
	const codes = keys.map((key) => atob(key.slice('visit '.length)));
	for (const [at, code] of codes.entries()) {
		expect(code).toHaveLength(16);
		// Unrelated values of 16 bytes hardly ever agree in more than a few of them.
		for (const another of codes.slice(at + 1)) {
			const same = [...code].filter((byte, index) => byte === another[index]).length;
			expect(same).toBeLessThan(6);
		}
	}
});

test('nothing that is stored holds an address, and after the day nothing is stored that came from one', async () => {
	const stub = freshCounter();
	const visitors = Array.from({ length: 50 }, (_, number) => visitorOf(number));
	const salt = await saltOf(day);
	const until = endOfDay(day);
	for (const visitor of visitors) {
		const key = await keyOf(salt, stub, visitor);
		await stub.visit({ isTrusted: true, key, until, origin: 'https://blog.example' });
	}
	const clients = new Set(visitors.map(({ address }) => clientKey(address)));
	const limiters = [...clients].slice(0, 6).map((client) => env.RATE_LIMITER.getByName(client));
	for (const limiter of limiters) await exceedBudget(limiter);
	const saltObject = env.SALT.getByName(dayName(day));

	const during = await Promise.all([rowsOf(stub), rowsOf(saltObject), ...limiters.map(rowsOf)]);
	expect(during[0]).toContain('visit ');
	expect(during.slice(2).join()).toContain('penalty');
	for (const { address, agent } of visitors) {
		for (const trace of [address, clientKey(address), agent]) {
			expect(during.join('\n')).not.toContain(trace);
		}
	}

	vi.setSystemTime(until + saltGrace);
	for (const object of [stub, saltObject, ...limiters]) {
		expect(await runDurableObjectAlarm(object)).toBe(true);
	}
	const nothing = JSON.stringify([[], []]);
	expect(await rowsOf(saltObject)).toBe(nothing);
	for (const limiter of limiters) expect(await rowsOf(limiter)).toBe(nothing);
	const left = JSON.parse(await rowsOf(stub)) as [unknown[], [string, object][]];
	expect(left[0]).toEqual([]);
	// What stays is the same whoever came.
	expect(left[1]).toEqual([
		['state', expect.objectContaining({ value: 50, version: 50, visits: { day, visits: 50 } })],
	]);
	expect(JSON.stringify(left)).not.toContain('keys');
});
