import type { FetchState } from 'astro/fetch';
import { isSafe } from '../core/http/cross-site';
import { contentTag, matchesTag } from '../core/http/etag';
import { createPageCache } from './page-cache';

/** Pages that this isolate has rendered; the largest, the reference, has some 100 KB. */
const pages = createPageCache(64);

/** The pages that are the same for everybody as long as the site is not deployed anew. */
const fixedRoutes: ReadonlySet<string> = new Set([
	'/new',
	'/reference',
	'/glossary',
	'/problems/[slug]',
	'/lessons/[id]',
]);

/**
 * Answers with a page that shows no value: rendered once, with an entity tag. Returns `undefined` for
 * every other request.
 */
export function cachedFixedPage(
	state: FetchState,
	render: () => Promise<Response>,
): Promise<Response> | undefined {
	const { request, routeData, url } = state;
	if (import.meta.env.DEV || !isSafe(request.method) || url.search !== '') return undefined;
	return fixedRoutes.has(routeData?.route ?? '') ? respondWith(state, render) : undefined;
}

async function respondWith(
	{ request, url }: FetchState,
	render: () => Promise<Response>,
): Promise<Response> {
	// A lesson may have a demo whose value is of this moment: then its page says so, and is not kept.
	let isFixed = false;
	const renderWithTag = async (): Promise<Response> => {
		const page = await render();
		isFixed = page.status === 200 && page.headers.get('Cache-Control') !== 'no-store';
		return isFixed ? withTag(page) : page;
	};
	const page = await pages.respond(url.origin + url.pathname, '', renderWithTag, () => isFixed);
	const tag = page.headers.get('ETag');
	const isKnown = tag !== null && matchesTag(request.headers.get('If-None-Match'), tag);
	return isKnown ? new Response(null, { status: 304, headers: page.headers }) : page;
}

async function withTag(page: Response): Promise<Response> {
	const text = await page.text();
	const headers = new Headers(page.headers);
	headers.set('ETag', contentTag('', text));
	return new Response(text, { headers });
}
