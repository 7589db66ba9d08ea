import { spanLength } from '../history/history';

/** How new a state of a counter is. */
export interface StateVersion {
	/** How often the counter was changed in its epoch. */
	readonly version: number;
	/** Since when versions are counted, in epoch milliseconds; absent as in `CounterState`. */
	readonly epoch?: number | undefined;
}

/**
 * A text that is different for every state of a counter, for caches and entity tags. Versions begin
 * anew when a counter is deleted, so the epoch is part of it.
 */
export function stateKey({ epoch, version }: StateVersion): string {
	return epoch === undefined ? String(version) : `${epoch}-${version}`;
}

/**
 * Identifies what is shown of a counter beside its charts, which begin anew with every full hour.
 *
 * @param now the present, in epoch milliseconds
 */
export function hourlyKey(state: StateVersion, now: number): string {
	return `${stateKey(state)} ${Math.floor(now / spanLength.hour)}`;
}
