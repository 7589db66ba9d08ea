import { formatDateTime } from './date-time.ts';
import type { CounterHistory, HistoryEntry, HistoryQuery, HistorySpan } from './history.ts';

/** One hour or day of a {@link HistoryDocument}. */
export interface HistoryDocumentEntry extends Omit<HistoryEntry, 'from'> {
	/** When it began, as an RFC 3339 date and time. */
	readonly from: string;
}

/** A part of a counter's history, as it is sent. */
export interface HistoryDocument extends Pick<CounterHistory, 'valueBefore'> {
	readonly by: HistorySpan;
	/** The beginning of the first hour or day that was asked for, as an RFC 3339 date and time. */
	readonly from: string;
	/** The end of the last one. */
	readonly to: string;
	/** The hours or days in which the counter was changed. */
	readonly entries: readonly HistoryDocumentEntry[];
}

/** The columns of the CSV form: members of each entry. */
const columns = ['from', 'added', 'subtracted', 'value'] as const;

/** The history in the form that is sent as JSON. */
export function historyDocument(
	{ by, from, to }: HistoryQuery,
	{ valueBefore, entries }: CounterHistory,
): HistoryDocument {
	return {
		by,
		from: formatDateTime(from),
		to: formatDateTime(to),
		valueBefore,
		entries: entries.map((entry) => ({ ...entry, from: formatDateTime(entry.from) })),
	};
}

/** The history as comma-separated values with a header (RFC 4180). Nothing in it needs quotes. */
export function historyCsv(entries: readonly HistoryEntry[]): string {
	const lines = entries.map((entry) =>
		[formatDateTime(entry.from), ...columns.slice(1).map((column) => entry[column])].join(','),
	);
	return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}
