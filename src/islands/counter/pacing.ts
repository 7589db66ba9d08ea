import { suggestedDelay } from '../../core/limits/rate-headers';
import * as client from './client';
import type { KeptWrite } from './kept-writes';

/** When the next write is due, in milliseconds of `performance.now()`. All counters of a page spend one budget. */
let nextWriteAt = 0;

/** How long the next write should wait so that the budget does not run out, in milliseconds. */
export function msUntilNextWrite(): number {
	return Math.max(0, nextWriteAt - performance.now());
}

/**
 * Sends one write of this page, and computes from its answers when the next one is due.
 *
 * @param isRepeat whether it may have been sent before
 */
export function postChange(
	name: string,
	write: KeptWrite,
	isRepeat: boolean,
): Promise<client.WriteOutcome> {
	return client.postChange(name, write, {
		key: write.key,
		isRepeat,
		onAnswer: (headers) => {
			nextWriteAt =
				performance.now() +
				suggestedDelay(headers.get('RateLimit-Policy'), headers.get('RateLimit'));
		},
	});
}
