/** Counters with an owner, and who writes to them. */
import { type CounterSettings, defaultSettings } from '../../src/core/contract/counter-settings';
import type { Counter } from '../../src/durable-objects/counter';
import type { SentWrite } from '../../src/durable-objects/sent-write';
import { freshPrivateCounter } from './counter-storage';

/** The hash of an owner's token, and that of another token. */
export const tokenHash = 'a'.repeat(64);
export const otherHash = `${'a'.repeat(63)}b`;
/** The setting by which only the owner writes. */
export const owners = { writes: 'owner' } as const;
/** A write that names no token and comes from no page. */
export const add: SentWrite = { operation: 'increment', amount: 1 };

/** A counter with an owner, without a name and so in no list. */
export async function ownedCounter(
	settings: Partial<CounterSettings> = {},
	value = 100,
): Promise<DurableObjectStub<Counter>> {
	const stub = freshPrivateCounter();
	await stub.create({ tokenHash, value, settings: { ...defaultSettings, ...settings } });
	return stub;
}
