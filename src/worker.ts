import { handle } from '@astrojs/cloudflare/handler';
import { prefersHtml } from './core/http/negotiate';
import * as decrement from './pages/api/[name]/decrement';
import * as increment from './pages/api/[name]/increment';
import * as value from './pages/api/[name]/value';
import type { Handler } from './server/endpoint';
import { logFailure } from './server/log';

/** The routes that are asked for most. */
const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
	value,
	increment,
	decrement,
};

/** The address of a route of a counter: the counter's own, and the route. */
const address = /^https?:\/\/[^/]+\/api\/([\w.-]+)\/(\w+)(?=\?|$)/;

/**
 * The site's Worker. A program's reads and writes of a counter go straight to their routes, because
 * Astro's way to them takes as long as the objects do. All else is Astro's: pages, files, other
 * routes, other methods, and the same routes for those who prefer HTML.
 */
export default {
	fetch(request, env, ctx) {
		const [, name, route = ''] = address.exec(request.url) ?? [];
		const handler = routes[route]?.[request.method];
		if (!handler || prefersHtml(request.headers.get('Accept'))) return handle(request, env, ctx);
		return answer(handler, request, name);
	},
} satisfies ExportedHandler<Env>;

/** Does for a route what `middleware.ts` does behind Astro. */
async function answer(
	handler: Handler,
	request: Request,
	name: string | undefined,
): Promise<Response> {
	const started = Date.now();
	const context = { request, params: { name }, locals: { requestId: crypto.randomUUID() } };
	const response = await handler(context);
	if (response.status >= 400) logFailure(context, response.status, Date.now() - started);
	return response;
}
