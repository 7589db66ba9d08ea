import type { RecordedEvent } from '../../core/contract/recording';
import { timeText } from '../shared/time-text';
import type { RecordedCall } from './calls';
import type { SeenRequest } from './requests';

/** Who takes part in a request, from the reader to the other readers. */
export const lanes = ['Browser', 'Worker', 'Limiter', 'Counter', 'Disk', 'Watchers'] as const;

export type Lane = (typeof lanes)[number];

/** One message from one to another. */
export interface Step {
	readonly from: Lane;
	readonly to: Lane;
	readonly text: string;
}

/**
 * Converts a request to the messages that it consisted of. Times are what the browser and the Worker
 * measured; what happened in the object is what its recorder kept.
 *
 * @param call the call that it made, if that is known
 */
export function sequenceOf(
	{ what, duration, status, spans }: SeenRequest,
	call?: RecordedCall,
): readonly Step[] {
	const limiter = spanOf('limiter');
	const counter = spanOf('counter');
	const steps: Step[] = [{ from: 'Browser', to: 'Worker', text: what }];
	if (limiter !== undefined) {
		steps.push({ from: 'Worker', to: 'Limiter', text: 'may this client write?' });
		steps.push({ from: 'Limiter', to: 'Worker', text: `answered within ${inWords(limiter)}` });
	}
	if (counter !== undefined || call) {
		const method = call ? `${call.method}()` : 'called';
		steps.push({
			from: 'Worker',
			to: 'Counter',
			text: call?.woke ? `${method}, which woke it` : method,
		});
		steps.push(...(call?.effects ?? []).flatMap(effectStep));
		const time = counter === undefined ? 'answered' : `answered within ${inWords(counter)}`;
		steps.push({ from: 'Counter', to: 'Worker', text: time });
	}
	const answer = status === undefined ? 'the answer' : `status ${status}`;
	steps.push({ from: 'Worker', to: 'Browser', text: `${answer}, ${inWords(duration)} in all` });
	return steps;

	function spanOf(part: string): number | undefined {
		return spans.find(({ name }) => name === part)?.duration;
	}
}

function effectStep(event: RecordedEvent): readonly Step[] {
	switch (event.event) {
		case 'rows':
			return [{ from: 'Counter', to: 'Disk', text: plural(event.count, 'row') }];
		case 'round':
			return [
				{
					from: 'Counter',
					to: 'Watchers',
					text: `the value, to ${plural(event.watchers, 'socket')}`,
				},
			];
		case 'alarm':
			return event.due === undefined
				? []
				: [{ from: 'Counter', to: 'Disk', text: `an alarm for ${timeText(event.due)}` }];
		default:
			return [];
	}
}

/** Says an event of a recorder in words. */
export function eventInWords(event: RecordedEvent): string {
	switch (event.event) {
		case 'woke':
			return 'woke';
		case 'call':
			return `${event.method}() was called`;
		case 'rows':
			return `${plural(event.count, 'row')} written`;
		case 'alarm':
			return event.due === undefined
				? 'the alarm rang'
				: `the alarm was set for ${timeText(event.due)}`;
		case 'round':
			return `a round went out to ${plural(event.watchers, 'watcher')}`;
		case 'socket':
			return `${plural(event.watchers, 'socket')} open now`;
	}
}

function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function inWords(milliseconds: number): string {
	return milliseconds < 1 ? 'less than 1 ms' : `${Math.round(milliseconds)} ms`;
}
