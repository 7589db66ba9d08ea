import { isProblem, type Problem } from '../contract/problem.ts';
import { invalidQuery, readQuery } from '../contract/query.ts';
import { quote } from '../contract/quoting.ts';
import { parseDateTime } from './date-time.ts';
import {
	type HistoryQuery,
	type HistorySpan,
	spanLength,
	spansDefault,
	spansMax,
} from './history.ts';

/** The forms in which a history is sent. */
export const historyFormats = ['json', 'csv'] as const;

export type HistoryFormat = (typeof historyFormats)[number];

/** Names of the query's fields. */
export const historyFields = { by: 'by', from: 'from', to: 'to', format: 'format' } as const;

/** What a request for a history asks for: whole hours or days, of which each has a beginning in it. */
export interface HistoryRequest {
	readonly query: HistoryQuery;
	readonly format: HistoryFormat;
}

const spans = Object.keys(spanLength) as HistorySpan[];

/**
 * Reads what the address of a history asks for. An hour or a day of which a part is asked for is
 * included as a whole. Without `to` it is the time up to the end of the running one, without `from` as
 * many as {@link spansDefault} says. A field without a value, as forms send it for an empty input, is
 * none.
 *
 * @param address an absolute URL
 * @param now epoch milliseconds
 */
export function parseHistoryRequest(address: string, now: number): HistoryRequest | Problem {
	const fields = readQuery(address, Object.values(historyFields));
	if (isProblem(fields)) return fields;
	const by = spans.find((span) => span === (fields.by || 'hour'));
	if (by === undefined) return unknownChoice('by', fields.by, spans);
	const format = historyFormats.find((known) => known === (fields.format || 'json'));
	if (format === undefined) return unknownChoice('format', fields.format, historyFormats);

	const length = spanLength[by];
	const until = readTime('to', fields.to) ?? (Math.floor(now / length) + 1) * length;
	if (isProblem(until)) return until;
	const to = Math.ceil(until / length) * length;
	const since = readTime('from', fields.from) ?? to - spansDefault[by] * length;
	if (isProblem(since)) return since;
	const from = Math.floor(since / length) * length;

	if (since >= until) return invalidQuery('asks for a time whose end is not after its beginning.');
	const count = (to - from) / length;
	if (count > spansMax[by]) {
		return invalidQuery(
			`asks for ${count.toLocaleString('en')} ${by}s. One answer has ${spansMax[by].toLocaleString('en')} at most, so ask for them in parts.`,
		);
	}
	return { query: { by, from, to }, format };
}

function readTime(field: string, text: string | undefined): number | Problem | undefined {
	if (!text) return undefined;
	return (
		parseDateTime(text) ??
		invalidQuery(
			`has ${quote(text)} as ${quote(field)}, which is no time. Send a date such as 2026-01-31, or a date and time with its zone such as 2026-01-31T12:00:00Z; a plus sign is written %2B.`,
		)
	);
}

function unknownChoice(field: string, text: string | undefined, known: readonly string[]): Problem {
	return invalidQuery(
		`has ${quote(text ?? '')} as ${quote(field)}. Known is ${known.map(quote).join(', ')}.`,
	);
}
