import { type IdempotencyKey, keyLifetime } from '../core/contract/idempotency';
import { endOf, periodOf } from '../core/limits/key-quota';
import {
	createKeys,
	deleteSlice,
	hasKeys,
	type KeyedAnswer,
	migrateSlice,
	moveSlice,
	readPeriods,
} from './key-rows';

/** The idempotency keys of one counter. */
export interface KeyTable {
	/** Returns the first answer to a key, or `undefined` if the key is new or its day is over. */
	find(key: IdempotencyKey): KeyedAnswer | undefined;
	/**
	 * Stores the first answer to a key.
	 *
	 * @param until when it is forgotten, in epoch milliseconds; after a day at the latest, and if absent
	 */
	remember(key: IdempotencyKey, answer: KeyedAnswer, until?: number): void;
	/** When `prune` is due, in epoch milliseconds; `undefined` if there is no key. */
	pruneTime(): number | undefined;
	/** Deletes a slice of the keys whose day is over. */
	prune(): void;
	/** Takes note that all storage is deleted. */
	clear(): void;
}

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
	/** The periods that have keys: read once, and only when a key may come or go. */
	let known: Set<number> | undefined;
	/** Whether there are keys that the first edition stored. */
	let hasOldKeys = false;

	function periods(): Set<number> {
		if (!known) {
			known = new Set(hasKeys(sql, 2) ? readPeriods(sql) : []);
			hasOldKeys = hasKeys(sql, 1);
		}
		return known;
	}

	/** The period that is over, or that no key of today can belong to, since the clock went back. */
	function misplaced(): number | undefined {
		const now = Date.now();
		const last = periodOf(now + keyLifetime);
		return [...periods()].find((period) => endOf(period) <= now || period > last);
	}

	return {
		// #region find
		find(key) {
			const searched = [...periods()].join();
			return (
				(searched === ''
					? undefined
					: findRow(sql, `idempotency_keys_2 WHERE period IN (${searched}) AND`, key)) ??
				(hasOldKeys ? findRow(sql, 'idempotency_keys WHERE', key) : undefined)
			);
		},
		// #endregion find

		// #region remember
		remember(key, { write, value, version }, until = Number.POSITIVE_INFINITY) {
			const expires = Math.min(until, Date.now() + keyLifetime);
			// A key that is forgotten just when a period ends is deleted with that one.
			const period = periodOf(expires - 1);
			if (periods().size === 0) createKeys(sql);
			sql.exec(
				'INSERT OR REPLACE INTO idempotency_keys_2 VALUES (?, ?, ?, ?, ?, ?)',
				period,
				key,
				write,
				value,
				version,
				expires,
			);
			periods().add(period);
			// The alarm is set while there are keys.
			require(endOf(period));
		},
		// #endregion remember

		pruneTime() {
			const ends = [...periods()].map(endOf);
			if (hasOldKeys || misplaced() !== undefined) return Date.now();
			return ends.length === 0 ? undefined : Math.min(...ends);
		},

		// #region prune
		prune() {
			const now = Date.now();
			const period = misplaced();
			if (hasOldKeys) {
				createKeys(sql);
				hasOldKeys = migrateSlice(sql, now);
				known = new Set(readPeriods(sql));
			} else if (period !== undefined) {
				const expires = now + keyLifetime;
				const isLeft =
					endOf(period) <= now ? deleteSlice(sql, period) : moveSlice(sql, period, expires);
				if (!isLeft) periods().delete(period);
				if (endOf(period) > now) periods().add(periodOf(expires));
			}
		},
		// #endregion prune

		clear() {
			known = undefined;
		},
	};
}

/** A row that has expired counts as gone, whether or not it is deleted. */
function findRow(sql: SqlStorage, rows: string, key: IdempotencyKey): KeyedAnswer | undefined {
	const [row] = sql
		.exec<KeyedAnswer>(
			`SELECT write, value, version FROM ${rows} key = ? AND expires > ?
			ORDER BY version DESC LIMIT 1`,
			key,
			Date.now(),
		)
		.toArray();
	return row;
}
