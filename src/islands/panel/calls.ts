import type { RecordedEvent } from '../../core/contract/recording';
import type { SeenRequest } from './requests';

/** A call of an object, as its recorder kept it. */
export interface RecordedCall {
	readonly method: string;
	/** Whether the object came into memory for it. */
	readonly woke: boolean;
	/** What happened in the object after it, until the next call. */
	readonly effects: readonly RecordedEvent[];
}

/** The method of a counter's object that a GET makes the Worker call, by the end of its path. */
const readMethods: Readonly<Record<string, string>> = {
	value: 'getCounterValue',
	inspect: 'inspect',
	history: 'history',
	inside: 'demonstrate',
	tasks: 'doneTasks',
};

/** The method that a request made the Worker call, `undefined` if it called none. */
function methodOf({ spans, status = 200, what }: SeenRequest): string | undefined {
	const counter = spans.find(({ name }) => name === 'counter');
	if (counter) return counter.description;
	// Either it was refused before the counter was asked, or the browser gives no times.
	return spans.length > 0 || status >= 400 ? undefined : readMethods[what];
}

/** Groups the events of an object by its calls, the oldest first. */
function callsIn(events: readonly RecordedEvent[]): readonly RecordedCall[] {
	return events.flatMap((event, at) => {
		if (event.event !== 'call') return [];
		const after = events.slice(at + 1);
		const end = after.findIndex((next) => next.event === 'call' || next.event === 'woke');
		const effects = end === -1 ? after : after.slice(0, end);
		return [{ method: event.method, woke: events[at - 1]?.event === 'woke', effects }];
	});
}

/**
 * Finds the call that each request made. Nobody else writes a demo's counter, so its calls are those of
 * this page, but for readings of one that is on the public list: the newest request with a method made
 * the newest call of it. Two that were on their way at the same time may be taken for each other.
 *
 * @param requests to one object, the oldest first
 * @returns the call of each request that made one
 */
export function matchCalls(
	requests: readonly SeenRequest[],
	events: readonly RecordedEvent[],
): ReadonlyMap<SeenRequest, RecordedCall> {
	const left = [...callsIn(events)];
	const matched = new Map<SeenRequest, RecordedCall>();
	for (const request of requests.toReversed()) {
		const method = methodOf(request);
		const at = left.findLastIndex((call) => call.method === method);
		const [call] = at === -1 ? [] : left.splice(at, 1);
		if (call) matched.set(request, call);
	}
	return matched;
}
