import { keyLifetime } from '../contract/idempotency';

/** Keys are counted, and deleted together, by periods: a quarter of a day, in milliseconds. */
export const keyPeriod = keyLifetime / 4;

/** The most keys that a counter takes in one period. */
export interface KeyQuota {
	/** From all clients. */
	readonly counter: number;
	/** From one client. */
	readonly client: number;
}

/**
 * The quota of every counter. A client that never pauses writes 43,210 times in a period with the
 * default budget; twenty of them together cannot use up what a counter takes.
 */
export const keyQuota: KeyQuota = { counter: 1_000_000, client: 50_000 };

/** How many keys a counter has taken in one period, and from whom. */
export interface KeyUse {
	/** The number of the period. */
	readonly period: number;
	/** Keys of all clients. */
	readonly total: number;
	/** Keys of the clients that brought the most, by their {@link clientTag}. */
	readonly byClient: ReadonlyMap<number, number>;
}

/** Why a key is not taken: the client has used up its quota, or the counter has. */
export interface KeyRefusal {
	readonly refused: 'rate-limited' | 'unavailable';
	/** Seconds until keys are taken again. */
	readonly retryAfter: number;
}

/** How many clients are counted at a time. */
const countedClients = 64;

/** The period that a time belongs to. */
export function periodOf(time: number): number {
	return Math.floor(time / keyPeriod);
}

/** The time at which a period is over, in epoch milliseconds. */
export function endOf(period: number): number {
	return (period + 1) * keyPeriod;
}

/**
 * Counts one more key, or refuses it.
 *
 * Only the clients with the most keys are counted (the algorithm of Misra and Gries), so the record
 * stays small whoever comes: a client's count may be too low, by at most one key in 65, and is never
 * too high.
 *
 * @param before the use so far; that of another period counts nothing, whether earlier or later
 * @param now epoch milliseconds
 * @param client the key of the client, if it is known
 */
export function countKey(
	before: KeyUse | undefined,
	now: number,
	client: string | undefined,
	quota = keyQuota,
): KeyUse | KeyRefusal {
	const period = periodOf(now);
	const isCurrent = before?.period === period;
	const total = isCurrent ? before.total : 0;
	const byClient = isCurrent ? before.byClient : new Map<number, number>();
	const tag = client === undefined ? undefined : clientTag(client);

	const retryAfter = (endOf(period) - now) / 1000;
	const isClientFull = tag !== undefined && (byClient.get(tag) ?? 0) >= quota.client;
	if (isClientFull) return { refused: 'rate-limited', retryAfter };
	if (total >= quota.counter) return { refused: 'unavailable', retryAfter };
	return {
		period,
		total: total + 1,
		byClient: tag === undefined ? byClient : withClient(byClient, tag),
	};
}

function withClient(
	byClient: ReadonlyMap<number, number>,
	tag: number,
): ReadonlyMap<number, number> {
	const known = byClient.get(tag);
	if (known !== undefined || byClient.size < countedClients) {
		return new Map(byClient).set(tag, (known ?? 0) + 1);
	}
	const lower = [...byClient].map(([other, count]) => [other, count - 1] as const);
	return new Map(lower.filter(([, count]) => count > 0));
}

/**
 * Returns 16 bits of a check over a client key (FNV-1a): enough to distinguish a few clients, and too
 * few to find an address by.
 */
export function clientTag(client: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < client.length; at++) {
		hash = Math.imul(hash ^ client.charCodeAt(at), 0x01000193);
	}
	return (hash ^ (hash >>> 16)) & 0xffff;
}
