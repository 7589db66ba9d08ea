import { env } from 'cloudflare:workers';
import { originOf } from '../core/contract/api';
import type { LimiterPolicy } from '../core/limits/limiter';
import { type CounterName, isObjectId } from '../core/contract/name';
import { directoryName } from '../core/contract/listing';
import { chooseShard, type ShardPolicy } from '../core/objects/shards';
import { readSettings } from '../core/settings/settings';
import type { Counter } from '../durable-objects/counter';
import type { CounterShard } from '../durable-objects/counter-shard';
import type { Directory } from '../durable-objects/directory';
import type { RateLimiter } from '../durable-objects/rate-limiter';
import type { Receipt } from '../durable-objects/receipt';
import type { Salt } from '../durable-objects/salt';

const { values: settings, faults } = readSettings({ ...env });
for (const fault of faults) console.warn(JSON.stringify({ setting: fault }));

/** The one origin of the site; empty if every origin is, under which a request comes. */
export const siteOrigin = settings.SITE_ORIGIN;

/**
 * The origin for links that are kept elsewhere: the site's own, or else that of the request.
 *
 * @param address of the request
 */
export function publicOrigin(address: string): string {
	return siteOrigin || originOf(address);
}

/** The write budget of every client. */
export const limiterPolicy: LimiterPolicy = {
	burst: settings.LIMIT_BURST,
	interval: settings.LIMIT_INTERVAL_MS,
	penalty: settings.LIMIT_PENALTY_MS,
	penaltyCap: settings.LIMIT_PENALTY_CAP_MS,
	penaltyMemory: settings.LIMIT_PENALTY_MEMORY_MS,
};

/** The counters that are spread over several objects. */
const shardPolicy: ShardPolicy = {
	hot: new Set(settings.HOT_COUNTERS),
	shards: settings.HOT_SHARDS,
};

/** Origins whose pages may write although they are not this site. */
export const allowedOrigins = settings.ALLOWED_ORIGINS;

/** Returns whether a counter can have this address: any name, and the ids that this site made. */
export function isCounterAddress(name: CounterName): boolean {
	return !isObjectId(name) || counterId(name) !== undefined;
}

// #region stub
/** A fresh stub of a counter; nothing is sent before a method is called. */
export function counter(name: CounterName): DurableObjectStub<Counter> {
	const id = isObjectId(name) ? counterId(name) : undefined;
	return id ? env.COUNTER.get(id) : env.COUNTER.getByName(name);
}
// #endregion stub

/** A fresh stub of an object that only shows whether objects can be reached: a limiter of no client. */
export function healthProbe(): DurableObjectStub<RateLimiter> {
	return env.RATE_LIMITER.getByName('/health');
}

/** A fresh stub of the object that takes a write for everybody to make: a shard, if the counter is hot. */
export function counterOrShard(
	name: CounterName,
): DurableObjectStub<Counter> | DurableObjectStub<CounterShard> {
	const shard = chooseShard(name, shardPolicy, Math.random());
	return shard === undefined ? counter(name) : env.COUNTER_SHARD.getByName(shard);
}

// #region new-id
/** The id of a counter that nobody can guess; nothing is sent or stored. */
export function newCounterId(): CounterName {
	return env.COUNTER.newUniqueId().toString() as CounterName;
}
// #endregion new-id

/** A fresh stub of the one directory. */
export function directory(): DurableObjectStub<Directory> {
	return env.DIRECTORY.getByName(directoryName);
}

/** A fresh stub of the limiter of one client key. */
export function limiter(key: string): DurableObjectStub<RateLimiter> {
	return env.RATE_LIMITER.getByName(key);
}

/** A fresh stub of the salt of one day, by its date. */
export function daySalt(date: string): DurableObjectStub<Salt> {
	return env.SALT.getByName(date);
}

/** A fresh stub of the receipt of one key, by the hash of the key. */
export function receipt(keyHash: string): DurableObjectStub<Receipt> {
	return env.RECEIPT.getByName(keyHash);
}

// #region from-string
function counterId(digits: string): DurableObjectId | undefined {
	try {
		return env.COUNTER.idFromString(digits);
	} catch {
		return undefined;
	}
}
// #endregion from-string
