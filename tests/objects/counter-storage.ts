import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { IdempotencyKey } from '../../src/core/contract/idempotency';
import { periodOf } from '../../src/core/limits/key-quota';
import type { Counter } from '../../src/durable-objects/counter';
import type { CounterState } from '../../src/durable-objects/counter-content';
import type { CounterRow } from '../../src/durable-objects/counter-row';

export const keyA = 'a' as IdempotencyKey;
export const keyB = 'b' as IdempotencyKey;
export const keyC = 'c' as IdempotencyKey;

/** A new counter with a name. */
export function freshCounter(): DurableObjectStub<Counter> {
	return env.COUNTER.getByName(crypto.randomUUID());
}

/** A new counter that has an id and no name. */
export function freshPrivateCounter(): DurableObjectStub<Counter> {
	return env.COUNTER.get(env.COUNTER.newUniqueId());
}

/** A stub of the same counter by its id alone, which holds no name. */
export function byId(id: DurableObjectId): DurableObjectStub<Counter> {
	return env.COUNTER.get(env.COUNTER.idFromString(id.toString()));
}

/** Stores a state and evicts the counter, so that it wakes with this state. */
export async function wakeWith(
	stub: DurableObjectStub<Counter>,
	state: CounterState,
): Promise<void> {
	await runInDurableObject(stub, (_, { storage }) => storage.kv.put('state', state));
	await evictDurableObject(stub);
}

/** Moves the last write of a counter into the past by a number of milliseconds, and evicts it. */
export async function elapse(
	stub: DurableObjectStub<Counter>,
	milliseconds: number,
): Promise<void> {
	await runInDurableObject(stub, (_, { storage }) => {
		const row = storage.kv.get<CounterRow>('state');
		if (row?.changedAt === undefined) throw new Error('no write is stored');
		storage.kv.put('state', { ...row, changedAt: row.changedAt - milliseconds });
	});
	await evictDurableObject(stub);
}

/** The number of rows that the database writes during `run`, the runtime's own included. */
export function rowsWritten({ sql }: DurableObjectStorage, run: () => unknown): number {
	const total = 'SELECT total_changes() AS rows';
	const before = sql.exec<{ rows: number }>(total).one().rows;
	run();
	return sql.exec<{ rows: number }>(total).one().rows - before;
}

export function tableNames({ sql }: DurableObjectStorage): readonly string[] {
	return sql
		.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
		.toArray()
		.map(({ name }) => name);
}

function keyCount(storage: DurableObjectStorage): number {
	if (!tableNames(storage).includes('idempotency_keys_2')) return 0;
	return storage.sql.exec<{ rows: number }>('SELECT COUNT(*) AS rows FROM idempotency_keys_2').one()
		.rows;
}

/** The number of hours in the table of the history. */
export function hourCount(storage: DurableObjectStorage): number {
	if (!tableNames(storage).includes('history')) return 0;
	return storage.sql
		.exec<{ hours: number }>('SELECT COUNT(*) AS hours FROM history WHERE span = 1')
		.one().hours;
}

/** The number of stored keys, and the time of the alarm in epoch milliseconds. */
export function keysAndAlarm(
	stub: DurableObjectStub<Counter>,
): Promise<{ readonly keys: number; readonly alarm: number | null }> {
	return runInDurableObject(stub, async (_, { storage }) => ({
		keys: keyCount(storage),
		alarm: await storage.getAlarm(),
	}));
}

/** Sets when a key, or every key, expires, in epoch milliseconds, and evicts the counter. */
export async function expireAt(
	stub: DurableObjectStub<Counter>,
	expires: number,
	key?: IdempotencyKey,
): Promise<void> {
	await runInDurableObject(stub, (_, { storage }) => {
		storage.sql.exec(
			'UPDATE OR REPLACE idempotency_keys_2 SET expires = ?1, period = ?2 WHERE key = coalesce(?3, key)',
			expires,
			periodOf(expires),
			key ?? null,
		);
	});
	await evictDurableObject(stub);
}
