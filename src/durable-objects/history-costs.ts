import { earliestHour } from './history-rows';

/** How many rows the database read for one answer, asked for in two ways. */
export interface ReadingCosts {
	/** How many rows the table has. */
	readonly rows: number;
	/** Rows read for the earliest hour by the whole key. */
	readonly byKey: number;
	/** Rows read for the same hour by the second column of the key alone. */
	readonly byScan: number;
}

// #region costs
/** Asks for the earliest hour in two ways, and returns what the database says that it read. */
export function readingCosts(sql: SqlStorage): ReadingCosts {
	const hour = earliestHour(sql) ?? 0;
	const rowsRead = (condition: string): number => {
		const cursor = sql.exec(`SELECT * FROM history WHERE ${condition}`, hour);
		cursor.toArray();
		return cursor.rowsRead;
	};
	return {
		rows: sql.exec<{ rows: number }>('SELECT COUNT(*) AS rows FROM history').one().rows,
		byKey: rowsRead('span = 1 AND number = ?'),
		byScan: rowsRead('number = ?'),
	};
}
// #endregion costs
