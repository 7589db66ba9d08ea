import type { FetchState } from 'astro/fetch';
import { formatCursor, listFields, parseCursor, type ListPosition } from '../core/contract/listing';
import { listForPage } from './counters/list';
import { createPageCache } from './page-cache';

/** Pages of the list that this isolate has rendered; some 10 KB each. */
const pages = createPageCache(16);

/** The same for a `HEAD`, whose answer does not depend on what is listed. */
const headPages = createPageCache(4);

/**
 * Answers with a page of the list: rendered once for every change of what it shows, not once for every
 * view. Returns `undefined` for every other request.
 */
export function cachedListPage(
	state: FetchState,
	render: () => Promise<Response>,
): Promise<Response> | undefined {
	const { request, routeData, url } = state;
	if (import.meta.env.DEV || routeData?.route !== '/counters') return undefined;
	const after = placeOf(url);
	if (after === undefined && url.search !== '') return undefined;
	if (request.method === 'HEAD') {
		return headPages.respond(url.origin, after === undefined ? 'first' : 'later', render);
	}
	return request.method === 'GET' ? respondWith(after, state, render) : undefined;
}

/** The place after which an address wants the list to begin, if it is one and the query has nothing else. */
function placeOf({ searchParams }: URL): ListPosition | undefined {
	const after = searchParams.get(listFields.after);
	return after === null || searchParams.size > 1 ? undefined : parseCursor(after);
}

async function respondWith(
	after: ListPosition | undefined,
	{ locals, url }: FetchState,
	render: () => Promise<Response>,
): Promise<Response> {
	locals.list = listForPage(after);
	const list = await locals.list;
	if (!list) return render();
	const address = `${url.origin} ${after ? formatCursor(after) : ''}`;
	return pages.respond(address, JSON.stringify(list), render);
}
