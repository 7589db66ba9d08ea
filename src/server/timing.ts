import { serverTimingField, withSpan } from '../core/http/server-timing';
import type { Counter } from '../durable-objects/counter';
import type { Fields } from './outcome';

/** The name of a method of a counter. */
export type CounterMethod = Extract<keyof Counter, string>;

/**
 * Starts to measure how long a write waits for an object. A Worker's clock stands still while it
 * computes, so what is measured is the waiting alone.
 *
 * @param name of the object in `Server-Timing`
 * @param description the method that is called, of a counter
 * @returns adds the time until it is called to the header fields of an answer
 */
export function startTiming(
	name: 'limiter' | 'counter',
	description?: CounterMethod,
): (headers?: Fields) => Fields {
	const started = performance.now();
	return (headers = {}) => {
		const duration = Math.round((performance.now() - started) * 10) / 10;
		const span = { name, duration, ...(description !== undefined && { description }) };
		return { ...headers, [serverTimingField]: withSpan(headers[serverTimingField], span) };
	};
}
