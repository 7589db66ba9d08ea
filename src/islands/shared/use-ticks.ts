import { useEffect, useState } from 'preact/hooks';

/** Renders the component again every `interval` milliseconds while `isRunning`. */
export function useTicks(interval: number, isRunning: boolean): void {
	const [, setTick] = useState(0);
	useEffect(() => {
		if (!isRunning) return undefined;
		const timer = setInterval(() => setTick((tick) => tick + 1), interval);
		return () => clearInterval(timer);
	}, [interval, isRunning]);
}
