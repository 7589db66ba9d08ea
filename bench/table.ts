import type { Spread } from './statistics.ts';

/** What one contestant did of one work. Figures that nobody measured are absent. */
export interface Row {
	readonly work: string;
	readonly contestant: string;
	/** Pieces of work a second, over the rounds. */
	readonly rate: Spread;
	/** Milliseconds that half, and 99 of 100, of the pieces took at most; medians of the rounds. */
	readonly p50: number;
	readonly p99: number;
	/** CPU time of workerd for one piece, in microseconds, median of the rounds; `NaN` if unknown. */
	readonly cpuTime: number;
	/** The site's rate divided by this one's, round by round. */
	readonly ratio?: Spread;
	/** Calls of objects for one piece, those of counters among them, and rows written. */
	readonly calls?: number;
	readonly counterCalls?: number;
	readonly rows?: number;
	/** Dollars for a million pieces. */
	readonly cost?: number;
	/** Answers with an unexpected status, lost or doubled writes, watchers without the last value. */
	readonly wrong: number;
}

const columns: Readonly<Record<string, (row: Row) => string>> = {
	'a second': ({ rate }) => rate.median.toLocaleString('en', { maximumFractionDigits: 0 }),
	'p50 ms': ({ p50 }) => p50.toFixed(1),
	'p99 ms': ({ p99 }) => p99.toFixed(1),
	'CPU µs': ({ cpuTime }) => (Number.isNaN(cpuTime) ? '' : cpuTime.toFixed(0)),
	'site ÷ this': ({ ratio }) => ratio?.median.toFixed(2) ?? '',
	'least to most': ({ ratio }) =>
		ratio ? `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}` : '',
	calls: ({ calls }) => formatCount(calls),
	'of counters': ({ counterCalls }) => formatCount(counterCalls),
	'rows written': ({ rows }) => formatCount(rows),
	'$ a million': ({ cost }) => cost?.toFixed(2) ?? '',
	wrong: ({ wrong }) => String(wrong),
};

function formatCount(count: number | undefined): string {
	return count === undefined ? '' : String(Number(count.toFixed(3)));
}

/** Formats rows as a Markdown table that is also aligned on a console. */
export function formatTable(rows: readonly Row[]): string {
	const head = ['work', 'by', ...Object.keys(columns)];
	const body = rows.map((row, index) => [
		row.work === rows[index - 1]?.work ? '' : row.work,
		row.contestant,
		...Object.values(columns).map((format) => format(row)),
	]);
	return alignColumns(head, body, 2);
}

/** Formats cells as a Markdown table; the first columns are text, all others figures. */
export function alignColumns(
	head: readonly string[],
	body: readonly (readonly string[])[],
	textColumns: number,
): string {
	const widths = head.map((_, column) =>
		Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
	);
	const isText = (column: number): boolean => column < textColumns;
	const line = (cells: readonly string[]): string =>
		`| ${cells
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return isText(column) ? cell.padEnd(width) : cell.padStart(width);
			})
			.join(' | ')} |`;
	const rule = widths.map((width, column) =>
		isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
	);
	return [line(head), line(rule), ...body.map(line)].join('\n');
}
