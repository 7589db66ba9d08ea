import { isDemoName } from '../../core/contract/name';
import type { Span } from '../../core/http/server-timing';

/** A request that this page made to the API, as the browser measured it. */
export interface SeenRequest {
	/** From 1, in the order of the answers. */
	readonly number: number;
	/** The counter that it was for; absent if it was for none. */
	readonly name: string | undefined;
	/** What was asked of it, such as `increment`. */
	readonly what: string;
	/** When it was sent, in milliseconds since the page was opened. */
	readonly sentAt: number;
	/** Milliseconds until its answer was there. */
	readonly duration: number;
	/** The status code of its answer; absent if the browser does not give it. */
	readonly status: number | undefined;
	/** Where the Worker waited, as its answer says. */
	readonly spans: readonly Span[];
}

/** What the browser reports of a request; the part of `PerformanceResourceTiming` that is read. */
export type ResourceTiming = Pick<
	PerformanceResourceTiming,
	'name' | 'startTime' | 'duration' | 'initiatorType'
> & {
	// Not in every browser; the second only on a secure origin.
	readonly responseStatus?: number;
	readonly serverTiming?: readonly Pick<
		PerformanceServerTiming,
		'name' | 'duration' | 'description'
	>[];
};

/** Requests of the panel itself, and for what only shows the answer of another one. */
const ownResources = /^(?:recording|limit)$/;

/** Reads what the browser reports; `undefined` for what is no request of a demo or a card. */
export function seenRequest(timing: ResourceTiming, number: number): SeenRequest | undefined {
	if (timing.initiatorType !== 'fetch') return undefined;
	const [, api, first = '', resource] = new URL(timing.name).pathname.split('/');
	const isCounter = resource !== undefined || isDemoName(first);
	const what = resource ?? (isCounter ? 'remove' : first);
	if (api !== 'api' || ownResources.test(what)) return undefined;
	return {
		number,
		name: isCounter ? first : undefined,
		what,
		sentAt: timing.startTime,
		duration: timing.duration,
		status: timing.responseStatus || undefined,
		spans: timing.serverTiming ?? [],
	};
}

/**
 * Adds a request to those before it. A demo that waits for something reads again and again: of readings
 * that follow each other the last one is kept.
 */
export function withRequest(
	before: readonly SeenRequest[],
	request: SeenRequest,
): readonly SeenRequest[] {
	const last = before.at(-1);
	const isRepeat =
		last?.what === request.what &&
		last.name === request.name &&
		last.spans.length + request.spans.length === 0;
	return [...(isRepeat ? before.slice(0, -1) : before), request];
}
