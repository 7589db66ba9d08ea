import type { Notice } from './card-state';

/** How often the seconds are counted, in milliseconds. */
const interval = 250;

/**
 * Counts the seconds of a notice down, if it lasts until a time.
 *
 * @param tick is called a few times a second, the last time when that time has come
 */
export function countDown({ until }: Notice, tick: () => void): void {
	if (until === undefined) return;
	const timer = setInterval(() => {
		tick();
		if (Date.now() >= until) clearInterval(timer);
	}, interval);
}

/** Says how long there is to wait until an epoch time in milliseconds. */
export function secondsLeft(until: number): string {
	return `Again in ${Math.max(1, Math.ceil((until - Date.now()) / 1000))} s.`;
}
