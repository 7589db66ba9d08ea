import { type HistorySpan, spanLength } from '../core/history/history';
import type { HistoryPart } from '../core/history/running-history';
import type { NumberRange } from '../core/history/build-history';

/** The most hours that are deleted at once: a few milliseconds of work. */
export const historySlice = 1000;

/** The rows of hours and those of days differ in their length, in hours. */
const spanColumn = { hour: 1, day: spanLength.day / spanLength.hour } as const;

// #region create
/**
 * Creates the table of hours and days that are over. It is sorted by what is asked for, so a query
 * reads the rows that it returns and one more; `WITHOUT ROWID` keeps them in the index itself.
 */
export function createHistoryRows(sql: SqlStorage): void {
	sql.exec(
		`CREATE TABLE history (
			span INTEGER NOT NULL,
			number INTEGER NOT NULL,
			added INTEGER NOT NULL,
			subtracted INTEGER NOT NULL,
			value INTEGER NOT NULL,
			PRIMARY KEY (span, number)
		) WITHOUT ROWID`,
	);
}
// #endregion create

/** Stores a part, or adds it to the stored part of the same hour or day. */
export function keepPart(
	sql: SqlStorage,
	{ by, number, added, subtracted, value }: HistoryPart,
): void {
	sql.exec(
		`INSERT INTO history VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET
			added = MIN(added + excluded.added, ?6),
			subtracted = MIN(subtracted + excluded.subtracted, ?6),
			value = excluded.value`,
		spanColumn[by],
		number,
		added,
		subtracted,
		value,
		Number.MAX_SAFE_INTEGER,
	);
}

// #region parts
/** Returns the stored parts that a range is built from: its own, the last before it, or the next after. */
export function readParts(sql: SqlStorage, { by, first, end }: NumberRange): HistoryPart[] {
	const before = select(sql, by, 'AND number < ? ORDER BY number DESC LIMIT 1', first);
	const within = select(sql, by, 'AND number >= ? AND number < ? ORDER BY number', first, end);
	const parts = [...before, ...within];
	return parts.length > 0 ? parts : select(sql, by, 'AND number >= ? ORDER BY number LIMIT 1', end);
}
// #endregion parts

/** The number of the earliest hour that is stored. */
export function earliestHour(sql: SqlStorage): number | undefined {
	const [earliest] = select(sql, 'hour', 'ORDER BY number LIMIT 1');
	return earliest?.number;
}

/** Deletes the earliest hours before one: a slice of them. */
export function deleteHours(sql: SqlStorage, before: number): void {
	sql.exec(
		`DELETE FROM history WHERE span = ?1 AND number IN (
			SELECT number FROM history WHERE span = ?1 AND number < ?2 ORDER BY number LIMIT ?3
		)`,
		spanColumn.hour,
		before,
		historySlice,
	);
}

/** Makes the stored hours one hour older, and deletes those before one. */
export function shiftHours(sql: SqlStorage, before: number): void {
	sql.exec('DELETE FROM history WHERE span = ? AND number <= ?', spanColumn.hour, before);
	sql.exec('UPDATE history SET number = number - 1 WHERE span = ?', spanColumn.hour);
}

function select(
	sql: SqlStorage,
	by: HistorySpan,
	rest: string,
	...bindings: number[]
): HistoryPart[] {
	return sql
		.exec<Omit<HistoryPart, 'by'> & Record<string, number>>(
			`SELECT number, added, subtracted, value FROM history WHERE span = ? ${rest}`,
			spanColumn[by],
			...bindings,
		)
		.toArray()
		.map((row) => ({ by, ...row }));
}
