/** Something that happened in an object. */
export type Happening =
	/** The object came into memory. */
	| { readonly event: 'woke' }
	/** One of its methods was called. */
	| { readonly event: 'call'; readonly method: string }
	/** So many rows were inserted, changed or deleted. */
	| { readonly event: 'rows'; readonly count: number }
	/** The alarm was set, for a time in epoch milliseconds, or it rang. */
	| { readonly event: 'alarm'; readonly due?: number }
	/** A round went out to so many watchers. */
	| { readonly event: 'round'; readonly watchers: number }
	/** A socket was opened or closed; so many are open now. */
	| { readonly event: 'socket'; readonly watchers: number };

/** Something that happened in an object, as its flight recorder kept it. */
export type RecordedEvent = Happening & {
	/** When the object woke, in epoch milliseconds, and the place of the event since then, from 1. */
	readonly id: `${number}-${number}`;
	/** When it happened, in epoch milliseconds. */
	readonly at: number;
};

/** The answer of a flight recorder: what happened after a certain event, the oldest first. */
export interface Recording {
	readonly events: readonly RecordedEvent[];
}

/** How many events a flight recorder keeps. */
export const recordedEvents = 50;

/** How long a flight recorder waits for something to happen before it answers with nothing, in milliseconds. */
export const recordingWait = 4000;

/** The pattern of an event's id. */
export const eventIdPattern = String.raw`\d{1,15}-\d{1,15}`;

const eventId = new RegExp(`^${eventIdPattern}$`);

/** Whether a text is the id of an event. */
export function isEventId(text: string): text is RecordedEvent['id'] {
	return eventId.test(text);
}
