import { keyPeriod, periodOf } from '../core/limits/key-quota';

/** What a key was used for, and the answer that the write got. */
export type KeyedAnswer = {
	/** The fingerprint of the write. */
	readonly write: string;
	readonly value: number;
	readonly version: number;
};

/** The most keys that are deleted or moved at once: a few milliseconds of work. */
export const sliceSize = 1000;

/** Sorts after every key, whose characters are visible ASCII. */
const afterAll = '\x7f';

/** Whether there is a table of keys: that of this edition (2), or that of the first one. */
export function hasKeys(sql: SqlStorage, edition: 1 | 2): boolean {
	const name = edition === 1 ? 'idempotency_keys' : 'idempotency_keys_2';
	return sql.exec('SELECT 1 FROM sqlite_master WHERE name = ?', name).toArray().length > 0;
}

/**
 * Creates the table when the first key comes, so that a counter without keys never pays for it.
 *
 * It is sorted by the period in which a key expires, so what has expired lies together. An index on
 * `expires` would do that too, but would cost a second row for each key; `WITHOUT ROWID` keeps a key
 * in the table itself.
 */
export function createKeys(sql: SqlStorage): void {
	sql.exec(
		`CREATE TABLE IF NOT EXISTS idempotency_keys_2 (
			period INTEGER NOT NULL,
			key TEXT NOT NULL,
			write TEXT NOT NULL,
			value INTEGER NOT NULL,
			version INTEGER NOT NULL,
			expires INTEGER NOT NULL,
			PRIMARY KEY (period, key)
		) WITHOUT ROWID`,
	);
}

/** Returns the periods that have keys, from the earliest; looks at one row of each. */
export function readPeriods(sql: SqlStorage): number[] {
	return sql
		.exec<{ period: number }>(
			`WITH RECURSIVE periods(period) AS (
				SELECT MIN(period) FROM idempotency_keys_2
				UNION ALL
				SELECT (SELECT MIN(period) FROM idempotency_keys_2 WHERE period > periods.period)
				FROM periods WHERE period IS NOT NULL
			) SELECT period FROM periods WHERE period IS NOT NULL`,
		)
		.toArray()
		.map(({ period }) => period);
}

/** Deletes a slice of a period; returns whether keys are left in it. */
export function deleteSlice(sql: SqlStorage, period: number): boolean {
	const last = lastOfSlice(sql, 'idempotency_keys_2 WHERE period = ?', period);
	sql.exec('DELETE FROM idempotency_keys_2 WHERE period = ? AND key <= ?', period, last);
	return last !== afterAll;
}

/** Lets the keys of a slice of a period expire at another time; returns whether keys are left in it. */
export function moveSlice(sql: SqlStorage, period: number, expires: number): boolean {
	const last = lastOfSlice(sql, 'idempotency_keys_2 WHERE period = ?', period);
	sql.exec(
		`UPDATE OR REPLACE idempotency_keys_2 SET period = ?, expires = ?
		WHERE period = ? AND key <= ?`,
		periodOf(expires),
		expires,
		period,
		last,
	);
	return last !== afterAll;
}

/**
 * Migrates a slice of the first edition's table, which is sorted by keys alone: what has not expired
 * is moved. The table that is empty is dropped.
 *
 * @returns whether keys are left in it
 */
export function migrateSlice(sql: SqlStorage, now: number): boolean {
	const last = lastOfSlice(sql, 'idempotency_keys');
	sql.exec(
		`INSERT OR IGNORE INTO idempotency_keys_2
		SELECT CAST(expires / ? AS INTEGER), key, write, value, version, expires FROM idempotency_keys
		WHERE key <= ? AND expires > ?`,
		keyPeriod,
		last,
		now,
	);
	const isLeft = last !== afterAll;
	if (isLeft) sql.exec('DELETE FROM idempotency_keys WHERE key <= ?', last);
	else sql.exec('DROP TABLE idempotency_keys');
	return isLeft;
}

/** Returns the last key of the first slice of some rows, or {@link afterAll} if that is all of them. */
function lastOfSlice(sql: SqlStorage, rows: string, ...bindings: number[]): string {
	const [last] = sql
		.exec<{ key: string }>(
			`SELECT key FROM ${rows} ORDER BY key LIMIT 1 OFFSET ${sliceSize - 1}`,
			...bindings,
		)
		.toArray();
	return last?.key ?? afterAll;
}
