import type { FetchState } from 'astro/fetch';
import { tutorialCounters } from '../core/contract/name';
import { counterForPage, type PageCounter } from './counters/read';
import { createPageCache } from './page-cache';

/** Pages that this isolate has rendered, one for each origin; some 120 KB each. */
const pages = createPageCache(4);

/** How long the counters may take before the page begins without them, in milliseconds. */
const timeoutMs = 50;

/**
 * Answers with the tutorial: rendered once for every change of its counters, not once for every view.
 * Returns `undefined` for every other request.
 *
 * The counters are asked on each view. If one is slow to answer, the page is rendered, so that what
 * is above its card need not wait.
 */
export function cachedTutorialPage(
	state: FetchState,
	render: () => Promise<Response>,
): Promise<Response> | undefined {
	const isTutorial = state.routeData?.route === '/' && state.request.method === 'GET';
	return isTutorial && !import.meta.env.DEV ? respondWith(state, render) : undefined;
}

async function respondWith(
	{ locals, url }: FetchState,
	render: () => Promise<Response>,
): Promise<Response> {
	locals.counters = tutorialCounters.map(counterForPage);
	const counters = await Promise.race([Promise.all(locals.counters), scheduler.wait(timeoutMs)]);
	return counters?.every(isRead)
		? pages.respond(url.origin, counters.map(({ version }) => version).join(), render)
		: render();
}

function isRead(counter: PageCounter | undefined): counter is PageCounter {
	return counter !== undefined;
}
