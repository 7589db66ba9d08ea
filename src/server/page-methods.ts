import { isSafe } from '../core/http/cross-site';
import type { Context } from './outcome';
import { respond } from './respond';

/**
 * Routes that Astro brings along and this site does not use, and the page that Pages shows when this
 * code does not run.
 */
const unusedRoutes = /^\/(?:_(?:actions|image|server-islands)(?:\/|$)|404\.html$)/;

/**
 * A slash that is encoded separates nothing (RFC 3986, section 2.2), so no route matches; but the static
 * files decode it, and would answer with those that are not public, such as the file of the lessons.
 */
const encodedSlash = /%2f/i;

/** Routes that answer every method themselves: the API, badges, files for programs and the 404. */
const routesWithMethods = /^\/(?:(?:api|badge|\.well-known)\/|404$)|\.(?:txt|xml)$/;

/** The methods of a page. */
const allow = { Allow: 'GET, HEAD, OPTIONS' };

/**
 * Answers a request that no page is rendered for: a method that pages do not have, or a route that
 * is not used. Returns `undefined` for every other request.
 *
 * @param route the pattern of the matched route; `/404` or `undefined` if none matched
 */
export function refusePageMethod(
	context: Context,
	path: string,
	route: string | undefined,
): Response | Promise<Response> | undefined {
	const { method } = context.request;
	const isUnmatched = route === undefined || route === '/404';
	const isHidden = unusedRoutes.test(path) || (isUnmatched && encodedSlash.test(path));
	if (isHidden) return respond(context, { problem: 'not-found' });
	if (route === undefined || routesWithMethods.test(route)) return undefined;
	if (method === 'OPTIONS') return new Response(null, { status: 204, headers: allow });
	if (isSafe(method)) return undefined;
	return respond(context, { problem: 'method-not-allowed', headers: allow });
}
