import { suggestedDelay } from '../../core/limits/rate-headers';
import * as client from './client';

/** When the next write is due, in epoch milliseconds. All counters of a page spend one budget. */
let nextTurn = 0;

/** How long a write should wait so that the budget does not run out, in milliseconds. */
export function untilTurn(): number {
	return Math.max(0, nextTurn - Date.now());
}

/** Sends one write of this page, and notes from its answers when the next one is due. */
export function postChange(name: string, write: client.Write): Promise<client.WriteOutcome> {
	return client.postChange(name, write, {
		onAnswer: (headers) => {
			nextTurn =
				Date.now() + suggestedDelay(headers.get('RateLimit-Policy'), headers.get('RateLimit'));
		},
	});
}
