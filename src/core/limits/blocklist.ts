import { putNewest } from '../bounded-map';

/** The blocked clients that one isolate knows of, and until when they are blocked. */
export interface Blocklist {
	/** Milliseconds for which `key` is still blocked; 0 if it is not known to be. */
	blockedFor(key: string, now: number): number;
	/** Remembers that `key` is blocked from `now` on, for `wait` milliseconds. */
	block(key: string, now: number, wait: number): void;
}

/**
 * Makes a list that never holds more than `capacity` entries: the one blocked longest ago makes
 * room. A dropped entry does no harm, since the limiter itself still refuses the client.
 *
 * If the clock goes back, a block lasts no longer than it would have if it had begun then.
 */
export function createBlocklist(capacity: number): Blocklist {
	const blocks = new Map<string, { from: number; readonly wait: number }>();
	return {
		blockedFor(key, now) {
			const block = blocks.get(key);
			if (block === undefined) return 0;
			block.from = Math.min(block.from, now);
			const left = block.from + block.wait - now;
			if (left > 0) return left;
			blocks.delete(key);
			return 0;
		},
		block(key, now, wait) {
			putNewest(blocks, key, { from: now, wait }, capacity);
		},
	};
}
