import type { FetchState } from 'astro/fetch';
import { tutorialCounters } from '../core/contract/name';
import { stateKey } from '../core/http/state-key';
import { counterForPage } from './counters/read';
import { createPageCache } from './page-cache';

/** Pages that this isolate has rendered, one for each origin; some 120 KB each. */
const pages = createPageCache(4);

/** The same for a `HEAD`, whose answer does not depend on the counters. */
const headPages = createPageCache(4);

/** How long the counters may take before the page begins without them, in milliseconds. */
const timeoutMs = 50;

/** How long the lessons wait for the number of the card above them, in milliseconds. */
export const firstCardTimeoutMs = 250;

/** Waits for so many milliseconds. */
export function wait(milliseconds: number): Promise<undefined> {
	return scheduler.wait(milliseconds).then(() => undefined);
}

/**
 * Answers with the tutorial: rendered once for every change of its counters, not once for every view.
 * Returns `undefined` for every other request.
 *
 * The counters are asked on each view. If one is slow to answer, the page is rendered, so that what
 * is above its card need not wait. For a `HEAD` it is rendered once.
 */
export function cachedTutorialPage(
	state: FetchState,
	render: () => Promise<Response>,
): Promise<Response> | undefined {
	if (import.meta.env.DEV || state.routeData?.route !== '/') return undefined;
	if (state.request.method === 'HEAD') return headPages.respond(state.url.origin, '', render);
	return state.request.method === 'GET' ? respondWith(state, render) : undefined;
}

async function respondWith(
	{ locals, url }: FetchState,
	render: () => Promise<Response>,
): Promise<Response> {
	locals.counters = tutorialCounters.map(counterForPage);
	const counters = await Promise.race([Promise.all(locals.counters), wait(timeoutMs)]);
	return counters?.every((counter) => counter !== undefined)
		? pages.respond(url.origin, counters.map(stateKey).join(), render)
		: render();
}
