import type { ListPosition, PageOfList } from '../core/contract/listing';

/** A counter as the directory lists it. */
export interface ListedCounter extends ListPosition {
	readonly value: number;
}

/** What a counter sends to the directory: its state, and the number of the change. */
export interface DirectoryEntry extends ListedCounter {
	readonly stamp: number;
}

/** A page of the list. */
export interface DirectoryPage {
	/** The one that was changed last comes first. */
	readonly counters: readonly ListedCounter[];
	/** The place after which the next page begins; absent on the last page. */
	readonly next?: ListPosition;
}

/** The rows of the directory. */
export interface DirectoryEntries {
	/**
	 * Enters or replaces a row, unless the directory holds a newer change of the counter.
	 *
	 * @param value `null` if the counter is not to be listed: then the row stays for a while, so that
	 *   an older change which arrives late does not list it again
	 * @returns the number of the change that the directory holds now
	 */
	put(entry: ListPosition & { readonly value: number | null; readonly stamp: number }): number;
	/** Returns a page: one row is read for each counter of it, and two more at most. */
	list(page: PageOfList): DirectoryPage;
	/** When `prune` is due, in epoch milliseconds; `undefined` if no counter was removed from the list. */
	pruneTime(): number | undefined;
	/** Deletes some rows of counters that were removed from the list. */
	prune(): void;
}

/** How long the row of a counter that was removed from the list (its tombstone) is kept, in milliseconds. */
export const tombstoneLifetime = 86_400_000;

/** The most rows that are deleted at once. */
const sliceSize = 1000;

/** Keeps the entries in the database of the object. */
export function createEntries({ sql }: DurableObjectStorage): DirectoryEntries {
	let hasTable = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'listed'").toArray().length > 0;

	return {
		// #region put
		put({ name, value, changedAt, stamp }) {
			if (!hasTable) createTable(sql);
			hasTable = true;
			const [taken] = sql
				.exec<{ stamp: number }>(
					`INSERT INTO listed VALUES (?, ?, ?, ?)
					ON CONFLICT (name) DO UPDATE SET
						stamp = excluded.stamp, value = excluded.value, changed_at = excluded.changed_at
					WHERE excluded.stamp >= listed.stamp
					RETURNING stamp`,
					name,
					stamp,
					value,
					changedAt,
				)
				.toArray();
			return taken?.stamp ?? stampOf(sql, name);
		},
		// #endregion put

		// #region list
		list({ after, limit }) {
			if (!hasTable) return { counters: [] };
			const { changedAt, name } = after ?? { changedAt: Number.MAX_SAFE_INTEGER, name: '' };
			const found = sql
				.exec<{ name: string; value: number; changedAt: number }>(
					`SELECT name, value, changed_at AS changedAt FROM listed
					WHERE value IS NOT NULL AND (changed_at, name) < (?, ?)
					ORDER BY changed_at DESC, name DESC LIMIT ?`,
					changedAt,
					name,
					limit + 1,
				)
				.toArray();
			const counters = found.slice(0, limit);
			const last = counters.at(-1);
			if (found.length <= limit || !last) return { counters };
			return { counters, next: { changedAt: last.changedAt, name: last.name } };
		},
		// #endregion list

		pruneTime() {
			if (!hasTable) return undefined;
			const [first] = sql
				.exec<{ changedAt: number }>(
					`SELECT changed_at AS changedAt FROM listed WHERE value IS NULL
					ORDER BY changed_at LIMIT 1`,
				)
				.toArray();
			return first && first.changedAt + tombstoneLifetime;
		},

		prune() {
			sql.exec(
				`DELETE FROM listed WHERE name IN (
					SELECT name FROM listed WHERE value IS NULL AND changed_at <= ?
					ORDER BY changed_at LIMIT ${sliceSize}
				)`,
				Date.now() - tombstoneLifetime,
			);
		},
	};
}

// #region table
/**
 * Creates the table when the first counter is entered. A row without a value is that of a counter that
 * was removed from the list; each row is in one of the two indexes. That of the list has all that the
 * list shows, so a page of it is read from the index alone.
 */
function createTable(sql: SqlStorage): void {
	sql.exec(
		`CREATE TABLE listed (
			name TEXT PRIMARY KEY,
			stamp INTEGER NOT NULL,
			value INTEGER,
			changed_at INTEGER NOT NULL
		) WITHOUT ROWID;
		CREATE INDEX listed_by_time ON listed (changed_at, name, value) WHERE value IS NOT NULL;
		CREATE INDEX left_by_time ON listed (changed_at) WHERE value IS NULL;`,
	);
}
// #endregion table

function stampOf(sql: SqlStorage, name: string): number {
	return sql.exec<{ stamp: number }>('SELECT stamp FROM listed WHERE name = ?', name).one().stamp;
}
