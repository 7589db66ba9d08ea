import { DurableObject } from 'cloudflare:workers';
import type { Operation } from '../core/contract/api';
import { fingerprint, type IdempotencyKey, keyLifetime } from '../core/contract/idempotency';
import { createBroadcast } from './broadcast';

/** What a counter holds, and what its one stored row says. */
export interface CounterState {
	/** A safe integer. */
	readonly value: number;
	/** How many writes have changed the value: of two answers, the higher one is the newer. */
	readonly version: number;
}

/** What a counter knows of itself. */
export interface CounterReport extends CounterState {
	/** 64 hexadecimal digits. */
	readonly id: string;
	/** When the object came into memory, in epoch milliseconds. */
	readonly wokeAt: number;
	/** How often it was called since then, this call included. */
	readonly calls: number;
	/** How many writes have changed the value since then. */
	readonly changes: number;
	/** How many sockets are open. */
	readonly watchers: number;
	/** The size of its database, in bytes. */
	readonly storedBytes: number;
}

/** What came of a write: the counter after it, or why nothing was counted. */
export type CounterChange =
	| (CounterState & {
			/** The write had been counted before; this is the answer it got then. */
			readonly replayed: boolean;
	  })
	| { readonly refused: 'out-of-range' | 'key-reused' };

/**
 * One number that lasts. Every name has an object of this class to itself, somewhere on the
 * network, and all calls for that name meet in it: one at a time, so nothing is lost between a read
 * and a write.
 *
 * Two rules keep it right and fast. What is stored is read once, when the object wakes, and then
 * held in memory. And every method that reads or changes runs from beginning to end without an
 * `await`, so no other call can come in between; the runtime's output gate holds the answer back
 * until the write is on disk.
 */
export class Counter extends DurableObject {
	// #region wake
	#state: CounterState;
	#hasKeyTable = false;
	readonly #wokeAt = Date.now();
	#calls = 0;
	#changes = 0;
	readonly #watchers = createBroadcast(this.ctx, () => this.#state);

	constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
		super(ctx, env);
		// Synchronous, so the object cannot be called before its value is here. It stores nothing: a
		// counter that is only ever read leaves no trace.
		this.#state = ctx.storage.kv.get<CounterState>('state') ?? { value: 0, version: 0 };
	}
	// #endregion wake

	/** Reads the counter. */
	getCounterValue(): CounterState {
		this.#calls += 1;
		return this.#state;
	}

	// #region increment
	/**
	 * Adds to the value.
	 *
	 * @param amount a whole number, at least 1
	 * @param key makes a repeat within 24 hours return the first answer and count nothing
	 */
	increment(amount = 1, key?: IdempotencyKey): CounterChange {
		return this.#change('increment', amount, key);
	}
	// #endregion increment

	/** Subtracts from the value, also below 0; the arguments are those of `increment`. */
	decrement(amount = 1, key?: IdempotencyKey): CounterChange {
		return this.#change('decrement', amount, key);
	}

	/**
	 * Tells what the object knows of itself. The time of waking, the calls and the changes live in
	 * memory only: an object that was evicted starts them anew, and its value and version stay.
	 */
	inspect(): CounterReport {
		this.#calls += 1;
		return {
			...this.#state,
			id: this.ctx.id.toString(),
			wokeAt: this.#wokeAt,
			calls: this.#calls,
			changes: this.#changes,
			watchers: this.#watchers.watchers(),
			storedBytes: this.ctx.storage.sql.databaseSize,
		};
	}

	// #region change
	#change(operation: Operation, amount: number, key?: IdempotencyKey): CounterChange {
		this.#calls += 1;
		const first = key === undefined ? undefined : this.#firstAnswer(key);
		if (first) {
			if (first.write !== fingerprint(operation, amount)) return { refused: 'key-reused' };
			return { value: first.value, version: first.version, replayed: true };
		}

		const change = operation === 'increment' ? amount : -amount;
		const state = { value: this.#state.value + change, version: this.#state.version + 1 };
		if (!Number.isSafeInteger(state.value)) return { refused: 'out-of-range' };

		if (key === undefined) {
			this.ctx.storage.kv.put('state', state);
		} else {
			// Both or neither: a crash cannot leave the count without the key that guards it.
			this.ctx.storage.transactionSync(() => {
				this.ctx.storage.kv.put('state', state);
				this.#remember(key, fingerprint(operation, amount), state);
			});
		}
		// Memory follows storage, so a write that throws leaves both as they were.
		this.#state = state;
		this.#changes += 1;
		// The output gate holds this news back too: nobody hears of a value that is not on disk.
		this.#watchers.announce();
		return { ...state, replayed: false };
	}
	// #endregion change

	/**
	 * Puts a value in the place of the old one, whatever that was: the second half of an update that
	 * is lost as soon as two callers read before either writes. Only the race of lesson 1 calls it.
	 */
	overwrite(value: number): void {
		this.#calls += 1;
		const state = { value, version: this.#state.version + 1 };
		this.ctx.storage.kv.put('state', state);
		this.#state = state;
		this.#changes += 1;
		this.#watchers.announce();
	}

	// #region restart
	/**
	 * Ends this instance. The next call is answered by a new one, made by the constructor from what
	 * is stored; fields and sockets are gone.
	 *
	 * @throws always: nobody is left to answer
	 */
	async restart(): Promise<void> {
		// `abort` drops what is still on its way to the disk, so that goes first.
		await this.ctx.storage.sync();
		this.ctx.abort('restarted on request');
	}
	// #endregion restart

	// #region absorb
	/**
	 * Takes over what a shard has gathered, each flush once: the change and the number of the flush
	 * are stored together, and a number that was seen before changes nothing.
	 *
	 * @param shard the id of the shard
	 * @param flush the number of its flush, from 1
	 * @param change a whole number that keeps the value within the safe integers
	 */
	absorb(shard: string, flush: number, change: number): CounterState {
		this.#calls += 1;
		const row = `flush ${shard}`;
		if (flush <= (this.ctx.storage.kv.get<number>(row) ?? 0)) return this.#state;
		const state = { value: this.#state.value + change, version: this.#state.version + 1 };
		this.ctx.storage.transactionSync(() => {
			this.ctx.storage.kv.put('state', state);
			this.ctx.storage.kv.put(row, flush);
		});
		this.#state = state;
		this.#changes += 1;
		this.#watchers.announce();
		return state;
	}
	// #endregion absorb

	/** Opens a WebSocket that is told the value and every change of it. */
	override fetch(request: Request): Response {
		this.#calls += 1;
		return this.#watchers.accept(request);
	}

	override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
		this.#watchers.refuseMessage(socket, message);
	}

	override webSocketClose(socket: WebSocket): void {
		this.#watchers.drop(socket);
	}

	override webSocketError(socket: WebSocket): void {
		this.#watchers.drop(socket);
	}

	/** Looks up what a key stood for. Rows past their time count as gone, the alarm or not. */
	#firstAnswer(key: IdempotencyKey): KeyRow | undefined {
		this.#openKeyTable();
		const [row] = this.ctx.storage.sql
			.exec<KeyRow>(
				'SELECT write, value, version FROM idempotency_keys WHERE key = ? AND expires > ?',
				key,
				Date.now(),
			)
			.toArray();
		return row;
	}

	// #region remember
	#remember(key: IdempotencyKey, write: string, { value, version }: CounterState): void {
		const expires = Date.now() + keyLifetime;
		const { sql } = this.ctx.storage;
		const isFirst = sql.exec('SELECT 1 FROM idempotency_keys LIMIT 1').toArray().length === 0;
		sql.exec(
			'INSERT OR REPLACE INTO idempotency_keys VALUES (?, ?, ?, ?, ?)',
			key,
			write,
			value,
			version,
			expires,
		);
		// An alarm is set exactly while there are keys. Not awaited: it commits with the rows above.
		if (isFirst) void this.ctx.storage.setAlarm(expires);
	}
	// #endregion remember

	/**
	 * Makes the table of keys when the first key comes, so that a counter without keys never pays
	 * for it. `WITHOUT ROWID` keeps the key in the table itself: one row written a key, not two.
	 */
	#openKeyTable(): void {
		if (this.#hasKeyTable) return;
		this.ctx.storage.sql.exec(
			`CREATE TABLE IF NOT EXISTS idempotency_keys (
				key TEXT PRIMARY KEY,
				write TEXT NOT NULL,
				value INTEGER NOT NULL,
				version INTEGER NOT NULL,
				expires INTEGER NOT NULL
			) WITHOUT ROWID`,
		);
		this.#hasKeyTable = true;
	}

	// #region alarm
	/** Removes the keys whose day is over, and wakes again for the rest, at most once an hour. */
	override async alarm(): Promise<void> {
		const now = Date.now();
		const { sql } = this.ctx.storage;
		this.#openKeyTable();
		sql.exec('DELETE FROM idempotency_keys WHERE expires <= ?', now);
		const { next } = sql
			.exec<{ next: number | null }>('SELECT MIN(expires) AS next FROM idempotency_keys')
			.one();
		if (next !== null) await this.ctx.storage.setAlarm(Math.max(next, now + pruneInterval));
	}
	// #endregion alarm
}

/** What is kept of a keyed write: what it asked for and the answer it got. */
type KeyRow = { write: string; value: number; version: number };

/** The shortest time between two clean-ups, in milliseconds: an hour. */
const pruneInterval = 60 * 60 * 1000;
