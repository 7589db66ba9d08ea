import { astro, FetchState } from 'astro/fetch';
import { counterForPage, counterOfPage } from './server/operations';
import { createRenderedPages } from './server/rendered-pages';

/** Pages of counters, as far as this isolate has rendered them; some 10 KB each. */
const counterPages = createRenderedPages(1000);

/** Astro's part of the site: every page, and every route that `worker.ts` does not take itself. */
export default {
	fetch(request: Request): Promise<Response> {
		const state = new FetchState(request);
		return state.routeData?.route === '/counters/[name]' ? counterPage(state) : astro(state);
	},
};

/**
 * Answers with the page of a counter. Its head shows the value, so nothing can be sent before the
 * whole page is known: it comes in one piece, which is also a quarter faster. And it is rendered
 * once for every change of the counter, not once for every view.
 */
async function counterPage(state: FetchState): Promise<Response> {
	state.streaming = false;
	const { request, locals, url } = state;
	const name = counterOfPage(url.pathname);
	if (!name || request.method !== 'GET') return astro(state);
	const reading = counterForPage(name);
	locals.counter = reading;
	const counter = await reading;
	if (!counter || import.meta.env.DEV) return astro(state);
	const address = url.origin + url.pathname;
	return counterPages.answer(address, counter.version, crypto.randomUUID(), () => astro(state));
}
