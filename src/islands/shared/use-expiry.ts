import { useEffect } from 'preact/hooks';

/**
 * Calls a function when a time has come, unless the time changes before.
 *
 * @param until milliseconds of `performance.now()`; `undefined` if there is nothing to wait for
 */
export function useExpiry(until: number | undefined, onEnd: () => void): void {
	useEffect(() => {
		if (until === undefined) return undefined;
		const timer = setTimeout(onEnd, until - performance.now());
		return () => clearTimeout(timer);
	}, [until]);
}
