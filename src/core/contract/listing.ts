import { apiPaths } from './paths';
import { parseName } from './name';
import { isProblem, type Problem } from './problem';
import { invalidQuery, readQuery } from './query';
import { quote } from './quoting';

/** A page of the public list, as it is sent: the counter that was changed last comes first. */
export interface CounterList {
	readonly counters: readonly {
		readonly name: string;
		readonly value: number;
		/** When the counter was last written, as an RFC 3339 date and time. */
		readonly changedAt: string;
	}[];
	/** The cursor of the next page; absent on the last one. */
	readonly next?: string;
}

/** Where a counter stands in the list: by the time, and by the name among those of the same time. */
export interface ListPosition {
	/** Epoch milliseconds. */
	readonly changedAt: number;
	readonly name: string;
}

/** Which part of the list is asked for. */
export interface PageOfList {
	/** The place after which the page begins; absent for the first page. */
	readonly after?: ListPosition | undefined;
	/** How many counters it has at most, from 1 to {@link pageMax}. */
	readonly limit: number;
}

/** The name of the one object that keeps the list. */
export const directoryName = 'all';

/** The most counters of one page. */
export const pageMax = 100;

/** The number of counters of a page for which no other is asked. */
export const defaultPage = 20;

/** The fields of the query. */
export const listFields = { after: 'after', limit: 'limit' } as const;

/** The time in base 36, a dot and the name: all of it stands in a query as it is. */
const cursor = /^([0-9a-z]{1,11})\.(.+)$/;

/** Formats a place as the cursor of the page that begins after it. */
export function formatCursor({ changedAt, name }: ListPosition): string {
	return `${changedAt.toString(36)}.${name}`;
}

/** Returns the place that a cursor stands for, or `undefined` if it was not made by {@link formatCursor}. */
export function parseCursor(text: string): ListPosition | undefined {
	const [, time = '', rest] = cursor.exec(text) ?? [];
	const name = parseName(rest);
	const changedAt = Number.parseInt(time, 36);
	const isExact = Number.isSafeInteger(changedAt) && changedAt.toString(36) === time;
	return name !== undefined && isExact ? { changedAt, name } : undefined;
}

/** Path of a page of the list. @param after the cursor; absent for the first page */
export function listPath({ after, limit }: { after?: string; limit: number }): string {
	const fields = { ...(after !== undefined && { after }), limit: String(limit) };
	return `${apiPaths.counters}?${new URLSearchParams(fields)}`;
}

/** Reads which page an address asks for. @param address an absolute URL */
export function parseListQuery(address: string): PageOfList | Problem {
	const fields = readQuery(address, Object.values(listFields));
	if (isProblem(fields)) return fields;
	const { after: from, limit: count = String(defaultPage) } = fields;
	const limit = /^[1-9]\d{0,2}$/.test(count) ? Number(count) : pageMax + 1;
	if (limit > pageMax) {
		return invalidQuery(
			`has ${quote(count)} as ${quote(listFields.limit)}. Send a whole number from 1 to ${pageMax}.`,
		);
	}
	if (from === undefined) return { limit };
	const after = parseCursor(from);
	return after
		? { after, limit }
		: invalidQuery(
				`has ${quote(from)} as ${quote(listFields.after)}. Send what the page before has as "next".`,
			);
}
