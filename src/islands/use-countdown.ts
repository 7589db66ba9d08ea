import { useEffect, useReducer } from 'preact/hooks';

/**
 * Renders a component four times a second until a time has come, so that it can count the seconds.
 *
 * @param until epoch milliseconds; `undefined` if there is nothing to wait for
 */
export function useCountdown(until: number | undefined): void {
	const [, tick] = useReducer((count: number, _: undefined) => count + 1, 0);
	useEffect(() => {
		if (until === undefined) return;
		const timer = setInterval(() => {
			tick(undefined);
			if (Date.now() >= until) clearInterval(timer);
		}, 250);
		return () => clearInterval(timer);
	}, [until]);
}
