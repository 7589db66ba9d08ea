/** Where an object runs, as far as the platform reveals it. */
export interface ObjectPlace {
	/** The data centre that serves a request of the object; `null` if it is not known. */
	readonly dataCentre: string | null;
	/** The jurisdiction that it was made in; `null` if it is bound to none. */
	readonly jurisdiction: string | null;
}

/** How many calls of the object are timed. */
export const timedCalls = 5;

/**
 * How many writes of the caller's budget it costs to ask. A write is two calls of objects; here are those
 * that are timed, the one before them and the limiter's.
 */
export const whereaboutsCost = Math.ceil((timedCalls + 2) / 2);

/** Where a request and the object that it asks meet, and how far it is from one to the other. */
export interface Whereabouts {
	/** The data centre that took the request; `null` if the site does not run on Cloudflare’s network. */
	readonly worker: string | null;
	readonly object: ObjectPlace;
	/** How long each of a few calls of the object took, as the Worker saw it, in milliseconds. */
	readonly roundTrips: readonly number[];
}
