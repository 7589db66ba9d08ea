import { handle } from '@astrojs/cloudflare/handler';
import { prefersHtml } from './core/negotiate';
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

const path = /^\/api\/([\w.-]+)\/(\w+)$/;

/**
 * The site's Worker. A program's reads and writes of a counter go straight to their routes, because
 * Astro's way to them takes as long as the objects do. All else is Astro's: pages, files, other
 * routes, other methods, and the same routes for those who prefer HTML.
 */
export default {
	fetch(request, env, ctx) {
		const url = new URL(request.url);
		const [, name, route = ''] = path.exec(url.pathname) ?? [];
		const handler = routes[route]?.[request.method];
		if (!handler || prefersHtml(request.headers.get('Accept'))) return handle(request, env, ctx);
		return answer(handler, { request, url, params: { name } });
	},
} satisfies ExportedHandler<Env>;

/** Does for a route what `middleware.ts` does behind Astro. */
async function answer(
	handler: Handler,
	asked: Pick<Parameters<Handler>[0], 'request' | 'url' | 'params'>,
): Promise<Response> {
	const started = Date.now();
	const context = { ...asked, locals: { requestId: crypto.randomUUID() } };
	const response = await handler(context);
	if (response.status >= 400) logFailure(context, response.status, Date.now() - started);
	return response;
}
