import { cf, finalize } from '@astrojs/cloudflare/fetch';
import { astro, FetchState } from 'astro/fetch';
import { originOf } from './core/contract/api';
import { contractPath } from './core/contract/paths';
import { mediaTypes } from './core/http/media-types';
import { readableAddress } from './core/http/readable-address';
import {
	dataPolicy,
	defaultCaching,
	framedHeaders,
	framedPolicy,
	originHeaders,
	policyField,
	securityHeaders,
} from './core/http/security-headers';
import * as decrement from './pages/api/[name]/decrement';
import * as increment from './pages/api/[name]/increment';
import * as value from './pages/api/[name]/value';
import * as visit from './pages/api/[name]/visit';
import { canWantHtml } from './server/body';
import { cachedCounterPage } from './server/counter-page';
import type { Handler } from './server/endpoint';
import { cachedFixedPage } from './server/fixed-page';
import { cachedListPage } from './server/list-page';
import { logFailure } from './server/log';
import { siteOrigin } from './server/objects';
import type { Locals } from './server/outcome';
import { refusePageMethod } from './server/page-methods';
import { respond } from './server/respond';
import { cachedTutorialPage } from './server/tutorial-page';

/** The site's Worker: every request enters here and leaves through `finish`. */
export default {
	async fetch(request, env, ctx) {
		const started = Date.now();
		const locals: Locals = { requestId: crypto.randomUUID() };
		const direct = handleDirectly(request, locals);
		const response = await (direct ?? render(request, locals, env, ctx));
		return finish(request, response, locals, Date.now() - started);
	},
} satisfies ExportedHandler<Env>;

/** The routes of programs that are requested most. */
const directRoutes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
	value,
	increment,
	decrement,
	visit,
};

const directAddress = /^https?:\/\/[^/]+\/api\/([\w.-]+)\/(\w+)(?=\?|$)/;

/**
 * Calls the handler of a frequent route of a program itself, since Astro's way to it takes half as
 * long as the whole request does (`npm run bench`).
 */
function handleDirectly(
	request: Request,
	locals: Locals,
): Response | Promise<Response> | undefined {
	const [, name, route = ''] = directAddress.exec(request.url) ?? [];
	const handler = directRoutes[route]?.[request.method];
	if (!handler || canWantHtml(request)) return undefined;
	locals.route = `/api/[name]/${route}`;
	return handler({ request, params: { name }, locals });
}

/** Serves an asset, or has Astro render a page or call the handler of a route. */
async function render(
	received: Request,
	locals: Locals,
	env: Env,
	ctx: ExecutionContext,
): Promise<Response> {
	// Astro writes an error of its own to the log for a path that cannot be decoded.
	const address = readableAddress(received.url);
	const request = address === received.url ? received : new Request(address, received);
	const state = new FetchState(request);
	locals.route = state.routeData?.route;
	state.locals = Object.assign(locals, { cfContext: ctx });
	const asset = await cf(state, env, ctx);
	const context = { request, params: {}, locals, rewrite: (to: Request) => state.rewrite(to) };
	const refused = state.invalidEncoding
		? respond(context, { problem: 'not-found' })
		: refusePageMethod(context, state.url.pathname, state.routeData?.route);
	// Astro still lists the file of the lessons, which the build has moved; and what fails is not shown.
	if (asset && asset.status < 400 && !refused) return new Response(asset.body, asset);
	const renderPage = (): Promise<Response> => astro(state);
	return finalize(state, await (refused ?? cachedPage(state, renderPage) ?? renderPage()));
}

/** Answers with a page that is cached, or returns `undefined` if it is of none of these kinds. */
function cachedPage(
	state: FetchState,
	render: () => Promise<Response>,
): Promise<Response> | undefined {
	// Astro finds a route for "//" too, and redirects it.
	if (new URL(state.request.url).pathname !== state.url.pathname) return undefined;
	return (
		cachedCounterPage(state, render) ??
		cachedTutorialPage(state, render) ??
		cachedListPage(state, render) ??
		cachedFixedPage(state, render)
	);
}

/** The fields of every response, listed once for all requests. */
const fixedFields = Object.entries(securityHeaders);

/** The addresses that the contract describes, and its page. */
const describedAddress = /^https?:\/\/[^/]+\/(?:api|reference)(?=[/?]|$)/;

/** Leads from an answer to the contract (RFC 8631, section 4). */
const contractLink = `<${contractPath}>; rel="service-desc"`;

/** Gives a response its request id and security headers, and logs it if it failed. */
function finish(request: Request, response: Response, locals: Locals, duration: number): Response {
	// The handshake of a WebSocket is no document: there is nothing to protect.
	if (response.webSocket) return response;
	const { headers, status } = response;
	headers.set('X-Request-Id', locals.requestId);
	if (describedAddress.test(request.url)) headers.append('Link', contractLink);
	for (const [field, text] of fixedFields) headers.set(field, text);
	const ofOrigin = originHeaders(originOf(request.url), siteOrigin);
	for (const [field, text] of Object.entries(ofOrigin)) headers.set(field, text);
	// In development Astro leaves out a page's policy, since its tools could not work under one.
	if (!headers.has(policyField) && !import.meta.env.DEV) headers.set(policyField, dataPolicy);
	if (locals.isFramed) allowFraming(headers);
	const isPage = headers.get('Content-Type') === mediaTypes.html;
	if (isPage) headers.set('Content-Type', `${mediaTypes.html}; charset=utf-8`);
	if (!headers.has('Cache-Control')) {
		headers.set('Cache-Control', defaultCaching(status, isPage));
	}
	if (status >= 400) logFailure(request, locals, status, duration);
	return response;
}

function allowFraming(headers: Headers): void {
	headers.set(policyField, framedPolicy(headers.get(policyField) ?? ''));
	for (const [field, text] of Object.entries(framedHeaders)) headers.set(field, text);
}
