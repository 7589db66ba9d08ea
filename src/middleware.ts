import type { APIContext } from 'astro';
import { defineMiddleware } from 'astro:middleware';
import { mediaTypes } from './core/contract/api';
import { isSafe } from './core/http/cross-site';
import type { Problem } from './core/contract/problem';
import { dataPolicy, policyField, securityHeaders } from './core/http/security-headers';
import { logFailure } from './server/log';
import type { counterForPage } from './server/operations';
import { noFields, requestIdField, respond } from './server/respond';

declare global {
	namespace App {
		interface Locals {
			/** Names this request in answers and logs: a random UUID. */
			requestId: string;
			/** What went wrong, once it has; the problem's page shows it. */
			problem?: Problem;
			/** The counter whose page this is, if it has been asked for already. */
			counter?: ReturnType<typeof counterForPage>;
			/** The path where a reader comes from whose write was refused. */
			back?: string;
		}
	}
}

/** Routes that the framework brings along and this site does not use. */
const unusedRoutes = /^\/_(?:actions|image|server-islands)(?:\/|$)/;

/** Routes that answer every method themselves: the API, pictures, and files for crawlers. */
const ownMethods = /^\/(?:(?:api|badge)\/|404$)|\.(?:txt|xml)$/;

/** The methods of a page. */
const pageMethods = { Allow: 'GET, HEAD, OPTIONS' };

/** Gives every response of the server its request id and its security headers. */
export const onRequest = defineMiddleware(async (context, next) => {
	const { locals } = context;
	// A rewrite to another page comes here again, with the request id it has. So does the page of an
	// error that a page threw, but then the first time never came to its end.
	if (locals.requestId && context.routePattern !== '/500') return next();
	locals.requestId ??= crypto.randomUUID();
	const started = Date.now();

	const answer = await (withoutPage(context) ?? next());
	// The handshake of a WebSocket is no document: there is nothing to protect, and it stays whole.
	if (answer.webSocket) return answer;
	const response = answer.headers.has(requestIdField) ? answer : secured(answer, locals.requestId);
	if (response.status >= 400) logFailure(context, response.status, Date.now() - started);
	return response;
});

/** Gives a page, and what else is not spelled by `respond`, what `respond` gives to all answers. */
function secured(answer: Response, requestId: string): Response {
	const response = new Response(answer.body, answer);
	response.headers.set(requestIdField, requestId);
	for (const [field, value] of Object.entries(securityHeaders)) response.headers.set(field, value);
	// In development Astro leaves a page's policy out, since its tools could not work under one.
	if (!response.headers.has(policyField) && !import.meta.env.DEV) {
		response.headers.set(policyField, dataPolicy);
	}
	if (response.headers.get('Content-Type') === mediaTypes.html) {
		response.headers.set('Content-Type', `${mediaTypes.html}; charset=utf-8`);
	}
	return response;
}

/** Answers what no page and no route of the API is to answer. */
function withoutPage(context: APIContext): Response | Promise<Response> | undefined {
	const { request, routePattern, url } = context;
	if (unusedRoutes.test(url.pathname)) return respond(context, { problem: 'not-found' }, noFields);
	if (ownMethods.test(routePattern)) return undefined;
	if (request.method === 'OPTIONS')
		return new Response(null, { status: 204, headers: pageMethods });
	if (isSafe(request.method)) return undefined;
	return respond(context, { problem: 'method-not-allowed', headers: pageMethods }, noFields);
}
