import { type IdempotencyKey, keyLifetime } from '../core/contract/idempotency';

/** What a key was used for, and the answer that the write got. */
export type KeyedAnswer = {
	/** The fingerprint of the write. */
	readonly write: string;
	readonly value: number;
	readonly version: number;
};

/** The idempotency keys of one counter. */
export interface KeyTable {
	/** Returns the first answer to a key, or `undefined` if the key is new or its day is over. */
	find(key: IdempotencyKey): KeyedAnswer | undefined;
	/** Stores the first answer to a key, for a day. */
	remember(key: IdempotencyKey, answer: KeyedAnswer): void;
	/** When `prune` is due, in epoch milliseconds; `undefined` if there is no key. */
	pruneTime(): number | undefined;
	/** Deletes the keys whose day is over. */
	prune(): void;
	/** Takes note that all storage is deleted. */
	clear(): void;
}

/** The shortest time between two runs of `prune`, in milliseconds: an hour. */
const pruneInterval = 60 * 60 * 1000;

/**
 * Keeps idempotency keys in the database of the object itself, so that a key and the value that it
 * guards can be written in one transaction. `prune` is a duty of the object.
 *
 * @param require sets the alarm for a time, in epoch milliseconds, at the latest
 */
export function createKeyTable(
	{ sql }: DurableObjectStorage,
	require: (time: number) => void,
): KeyTable {
	let isOpen = false;
	/** When `prune` ran last, in epoch milliseconds. */
	let pruned = 0;

	function exists(): boolean {
		const found = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'idempotency_keys'");
		return found.toArray().length > 0;
	}

	/**
	 * Creates the table when the first key comes, so that a counter without keys never pays for it.
	 * `WITHOUT ROWID` keeps the key in the table itself: one row written a key, not two.
	 */
	function open(): void {
		if (isOpen) return;
		sql.exec(
			`CREATE TABLE IF NOT EXISTS idempotency_keys (
				key TEXT PRIMARY KEY,
				write TEXT NOT NULL,
				value INTEGER NOT NULL,
				version INTEGER NOT NULL,
				expires INTEGER NOT NULL
			) WITHOUT ROWID`,
		);
		isOpen = true;
	}

	return {
		find(key) {
			open();
			// An expired row counts as gone, whether or not the alarm has deleted it.
			const [row] = sql
				.exec<KeyedAnswer>(
					'SELECT write, value, version FROM idempotency_keys WHERE key = ? AND expires > ?',
					key,
					Date.now(),
				)
				.toArray();
			return row;
		},

		// #region remember
		remember(key, { write, value, version }) {
			const expires = Date.now() + keyLifetime;
			sql.exec(
				'INSERT OR REPLACE INTO idempotency_keys VALUES (?, ?, ?, ?, ?)',
				key,
				write,
				value,
				version,
				expires,
			);
			// An alarm is set while there are keys.
			require(expires);
		},
		// #endregion remember

		// #region prune
		pruneTime() {
			if (!isOpen && !exists()) return undefined;
			const { next } = sql
				.exec<{ next: number | null }>('SELECT MIN(expires) AS next FROM idempotency_keys')
				.one();
			return next === null ? undefined : Math.max(next, pruned + pruneInterval);
		},

		prune() {
			open();
			pruned = Date.now();
			sql.exec('DELETE FROM idempotency_keys WHERE expires <= ?', pruned);
		},
		// #endregion prune

		clear() {
			isOpen = false;
		},
	};
}
