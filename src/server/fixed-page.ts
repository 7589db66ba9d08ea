import type { FetchState } from 'astro/fetch';
import { isSafe } from '../core/http/cross-site';
import { contentTag, matchesTag } from '../core/http/etag';
import { createPageCache } from './page-cache';

/** Pages that this isolate has rendered; the largest, the reference, has some 100 KB. */
const pages = createPageCache(64);

/** The pages that are the same for everybody as long as the site is not deployed anew. */
const fixedRoutes: ReadonlySet<string> = new Set(['/new', '/reference', '/problems/[slug]']);

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
	const page = await pages.respond(url.origin + url.pathname, '', () => withTag(render));
	const tag = page.headers.get('ETag');
	const isKnown = tag !== null && matchesTag(request.headers.get('If-None-Match'), tag);
	return isKnown ? new Response(null, { status: 304, headers: page.headers }) : page;
}

async function withTag(render: () => Promise<Response>): Promise<Response> {
	const page = await render();
	if (page.status !== 200) return page;
	const text = await page.text();
	const headers = new Headers(page.headers);
	headers.set('ETag', contentTag('', text));
	return new Response(text, { headers });
}
