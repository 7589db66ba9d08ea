/** The names of the tables that this code has made: those of SQLite and of the platform begin otherwise. */
export function tableNames(sql: SqlStorage): string[] {
	return sql
		.exec<{ name: string }>(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_*' AND name NOT GLOB 'sqlite_*'",
		)
		.toArray()
		.map(({ name }) => name);
}
