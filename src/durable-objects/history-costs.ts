import type { ReadingCosts } from '../core/contract/answers';
import { earliestHour } from './history-rows';

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
