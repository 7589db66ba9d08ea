import { useEffect, useState } from 'preact/hooks';
import { counterApi } from '../../core/contract/paths';
import { type RecordedEvent, recordedEvents, type Recording } from '../../core/contract/recording';
import { backOff } from '../counter/back-off';
import { isFailure, readData, send } from '../shared/ask';

/**
 * How long to wait after an answer with nothing in it that came sooner than this, in milliseconds. An
 * object lets only a few wait for what happens next; who is not one of them would ask without a pause.
 */
const restAfterNothing = 1000;

/**
 * Follows the flight recorder of a demo's object while `isOpen`, and returns its events, the oldest
 * first. Without a name there are none.
 */
export function useRecording(name: string | undefined, isOpen: boolean): readonly RecordedEvent[] {
	const [events, setEvents] = useState<readonly RecordedEvent[]>([]);

	useEffect(() => setEvents([]), [name]);

	useEffect(() => {
		if (name === undefined || !isOpen) return undefined;
		const end = new AbortController();
		void follow(name, events.at(-1)?.id, end.signal, (added) =>
			setEvents((before) => [...before, ...added].slice(-recordedEvents)),
		);
		return () => end.abort();
		// Only the last event of before is needed, and only to begin with.
	}, [name, isOpen]);

	return events;
}

/** Asks for new events again and again, until it is ended. */
async function follow(
	name: string,
	known: RecordedEvent['id'] | undefined,
	signal: AbortSignal,
	show: (added: readonly RecordedEvent[]) => void,
): Promise<void> {
	let after = known;
	let failed = 0;
	while (!signal.aborted) {
		const asked = performance.now();
		const query = after === undefined ? '' : `?after=${after}`;
		const answer = await send('GET', counterApi(name, 'recording') + query, { signal });
		const recording = isFailure(answer) ? answer : readData<Recording>(answer);
		if (signal.aborted) return;
		if (isFailure(recording)) {
			failed += 1;
			await wait(backOff(failed, Math.random()));
		} else {
			failed = 0;
			after = recording.events.at(-1)?.id ?? after;
			if (recording.events.length > 0) show(recording.events);
			else if (performance.now() - asked < restAfterNothing) await wait(restAfterNothing);
		}
	}
}

function wait(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
