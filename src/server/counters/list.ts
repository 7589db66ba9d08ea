import {
	type CounterList,
	defaultPage,
	formatCursor,
	listPath,
	type PageOfList,
	type ListPosition,
	parseListQuery,
} from '../../core/contract/listing';
import { isProblem, type Problem } from '../../core/contract/problem';
import type { DirectoryPage } from '../../durable-objects/directory-entries';
import { callObject } from '../call';
import { readOrLog } from '../log';
import { directory } from '../objects';
import { type Action, jsonContent } from '../outcome';

/** A page of the list as the site shows it. */
export type ShownList = DirectoryPage;

/** Reads a page of the public list. */
export const list: Action = async ({ request }) => {
	const page = parseListQuery(request.url);
	if (isProblem(page)) return page;
	const found = await readList(page);
	if (isProblem(found)) return found;
	const next = found.next && formatCursor(found.next);
	const counters = found.counters.map(({ name, value, changedAt }) => ({
		name,
		value,
		changedAt: new Date(changedAt).toISOString(),
	}));
	const content: CounterList = next === undefined ? { counters } : { counters, next };
	if (next === undefined) return jsonContent(content);
	// A relative reference is one to this address (RFC 8288, section 3).
	const link = `<${listPath({ after: next, limit: page.limit })}>; rel="next"`;
	return { ...jsonContent(content), headers: { Link: link } };
};

/**
 * Reads a page of the list for a page of the site. What goes wrong is logged, so that the rest of the
 * page can still be rendered.
 *
 * @returns `undefined` if the list cannot be read
 */
export function listForPage(after: ListPosition | undefined): Promise<DirectoryPage | undefined> {
	return readOrLog(readList({ after, limit: defaultPage }));
}

function readList(page: PageOfList): Promise<DirectoryPage | Problem> {
	return callObject(directory, (stub) => stub.list(page), true);
}
