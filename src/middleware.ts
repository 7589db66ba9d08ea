import { defineMiddleware } from 'astro:middleware';
import { isSafe } from './core/cross-site';
import type { Problem } from './core/problem';
import { dataPolicy, policyField, securityHeaders } from './core/security-headers';
import { logFailure } from './server/log';
import { respond } from './server/respond';

declare global {
	namespace App {
		interface Locals {
			/** Names this request in answers and logs: a random UUID. */
			requestId: string;
			/** What went wrong, once it has; the problem's page shows it. */
			problem?: Problem;
			/** The path where a reader comes from whose write was refused. */
			back?: string;
		}
	}
}

/** Pages are only read; the API's routes choose their methods themselves. */
const pageMethods = { Allow: 'GET, HEAD, OPTIONS' };

/** Gives every response of the server its request id and its security headers. */
export const onRequest = defineMiddleware(async (context, next) => {
	const { locals, request, routePattern } = context;
	// A rewrite to another page comes here again, with the request id it has.
	if (locals.requestId) return next();
	locals.requestId = crypto.randomUUID();
	const started = Date.now();

	const isPage = !routePattern.startsWith('/api/') && routePattern !== '/404';
	const answer =
		isPage && !isSafe(request.method)
			? await respond(context, { problem: 'method-not-allowed', headers: pageMethods }, {})
			: isPage && request.method === 'OPTIONS'
				? new Response(null, { status: 204, headers: pageMethods })
				: await next();

	// The handshake of a WebSocket is no document: there is nothing to protect, and it stays whole.
	if (answer.webSocket) return answer;
	const response = new Response(answer.body, answer);
	response.headers.set('X-Request-Id', locals.requestId);
	for (const [field, value] of Object.entries(securityHeaders)) response.headers.set(field, value);
	if (!response.headers.has(policyField)) response.headers.set(policyField, dataPolicy);
	if (response.status >= 400) logFailure(context, response.status, Date.now() - started);
	return response;
});
