import type { FetchState } from 'astro/fetch';
import lessons from 'virtual:lesson-list';
import { lessonPath } from '../core/contract/paths';
import { type CounterName, tutorialCounters } from '../core/contract/name';
import { stateKey } from '../core/http/state-key';
import { counterForPage } from './counters/read';
import { createPageCache } from './page-cache';

/** The paths of the pages that show the counters of the tutorial: all lessons, and the one with cards. */
const paths: ReadonlySet<string> = new Set([
	'/',
	...lessons.filter(({ demo }) => demo === 'cards').map(({ id }) => lessonPath(id)),
]);

/** Pages that this isolate has rendered, of four origins; some 120 KB each. */
const pages = createPageCache(4 * paths.size);

/** The same for a `HEAD`, whose answer does not depend on the counters. */
const headPages = createPageCache(4 * paths.size);

/** How long the counters may take before the page begins without them, in milliseconds. */
const timeoutMs = 50;

/** How long the lessons wait for the number of the card above them, in milliseconds. */
export const firstCardTimeoutMs = 250;

/** Waits for so many milliseconds. */
export function wait(milliseconds: number): Promise<undefined> {
	return scheduler.wait(milliseconds).then(() => undefined);
}

/** A counter of the tutorial, with its reading on its way. */
interface TutorialCounter {
	readonly name: CounterName;
	readonly reading: ReturnType<typeof counterForPage> | undefined;
}

// #region counters
/**
 * The counters of the tutorial. All objects are asked at once, unless they have been already, and
 * awaited only where their cards are: the page above a card need not wait for an object that is slow.
 */
export function tutorialCounterReadings({ counters }: App.Locals): readonly TutorialCounter[] {
	const readings = counters ?? tutorialCounters.map(counterForPage);
	return tutorialCounters.map((name, at) => ({ name, reading: readings[at] }));
}
// #endregion counters

/**
 * Answers with a page of the tutorial: rendered once for every change of its counters, not once for every view.
 * Returns `undefined` for every other request.
 *
 * The counters are asked on each view. If one is slow to answer, the page is rendered, so that what
 * is above its card need not wait. For a `HEAD` it is rendered once.
 */
export function cachedTutorialPage(
	state: FetchState,
	render: () => Promise<Response>,
): Promise<Response> | undefined {
	const { request, url } = state;
	if (import.meta.env.DEV || !paths.has(url.pathname)) return undefined;
	if (request.method === 'HEAD') return headPages.respond(url.origin + url.pathname, '', render);
	return request.method === 'GET' ? respondWith(state, render) : undefined;
}

async function respondWith(
	{ locals, url }: FetchState,
	render: () => Promise<Response>,
): Promise<Response> {
	locals.counters = tutorialCounters.map(counterForPage);
	const counters = await Promise.race([Promise.all(locals.counters), wait(timeoutMs)]);
	return counters?.every((counter) => counter !== undefined)
		? pages.respond(url.origin + url.pathname, counters.map(stateKey).join(), render)
		: render();
}
