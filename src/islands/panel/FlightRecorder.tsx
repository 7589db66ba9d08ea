import type { JSX } from 'preact';
import type { RecordedEvent } from '../../core/contract/recording';
import { timeText } from '../shared/time-text';
import { eventInWords } from './sequence';

/** What happened in the object of a demo, the newest first. */
export function FlightRecorder({ events }: { events: readonly RecordedEvent[] }): JSX.Element {
	return (
		<ol class="recorder" reversed>
			{events.toReversed().map((event) => (
				<li key={event.id}>
					<time>{timeText(event.at)}</time> {eventInWords(event)}
				</li>
			))}
		</ol>
	);
}
