import { type CounterName, normalizeName, parseName } from '../core/contract/name';
import { isCounterAddress } from './objects';

/** Returns the counter that a path segment names, or `undefined` if it names none. */
export function counterAddress(segment: unknown): CounterName | undefined {
	const name = parseName(segment);
	return name && isCounterAddress(name) ? name : undefined;
}

/**
 * Returns the counter whose page has this path, or `undefined` if it is no counter's. Astro's own
 * parameter lacks a final `.html`, which a name may have.
 *
 * @param path of the address, percent-encoded where it was
 */
export function counterOfPage(path: string): CounterName | undefined {
	return counterAddress(lastSegment(path));
}

/** Returns the counter that a person means who typed this path, with capitals or blanks perhaps. */
export function normalizedCounterOfPage(path: string): CounterName | undefined {
	return counterAddress(normalizeName(lastSegment(path) ?? ''));
}

function lastSegment(path: string): string | undefined {
	const [, segment = ''] = /\/([^/]*)\/?$/.exec(path) ?? [];
	try {
		return decodeURIComponent(segment);
	} catch {
		return undefined;
	}
}
