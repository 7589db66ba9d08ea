import { putNewest } from '../bounded-map';

/** The blocked clients that one isolate knows of, and until when they are blocked. */
export interface Blocklist {
	/** Milliseconds for which `key` is still blocked; 0 if it is not known to be. */
	blockedFor(key: string, now: number): number;
	/** Remembers that `key` is blocked until an epoch time in milliseconds. */
	block(key: string, until: number): void;
}

/**
 * Makes a list that never holds more than `capacity` entries: the one blocked longest ago makes
 * room. A dropped entry does no harm, since the limiter itself still refuses the client.
 */
export function createBlocklist(capacity: number): Blocklist {
	const untilByKey = new Map<string, number>();
	return {
		blockedFor(key, now) {
			const until = untilByKey.get(key);
			if (until === undefined) return 0;
			if (until > now) return until - now;
			untilByKey.delete(key);
			return 0;
		},
		block(key, until) {
			putNewest(untilByKey, key, until, capacity);
		},
	};
}
