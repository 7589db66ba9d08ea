import { astro, FetchState } from 'astro/fetch';

/** Routes whose head shows a counter, so that nothing can be sent before the whole page is known. */
const wholePages: ReadonlySet<string | undefined> = new Set(['/counters/[name]']);

/** Astro's part of the site. To send a page in pieces takes a quarter longer, so some come whole. */
export default {
	fetch(request: Request): Promise<Response> {
		const state = new FetchState(request);
		if (wholePages.has(state.routeData?.route)) state.streaming = false;
		return astro(state);
	},
};
