import { serverTimingField, withSpans } from '../core/http/server-timing';
import type { Fields } from './outcome';

/** The objects that a write waits for; their names in `Server-Timing`. */
export type TimedPart = 'limiter' | 'counter';

/**
 * Starts to measure how long a part takes. A Worker's clock stands still while it computes, so what is
 * measured is the waiting alone.
 *
 * @returns adds the time until it is called to the header fields of an answer
 */
export function startTiming(part: TimedPart): (headers?: Fields) => Fields {
	const started = performance.now();
	return (headers = {}) => {
		const duration = Math.round((performance.now() - started) * 10) / 10;
		const field = withSpans(headers[serverTimingField], [part, duration]);
		return { ...headers, [serverTimingField]: field };
	};
}
