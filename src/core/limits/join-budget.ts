import { putNewest } from '../bounded-map';
import { clampArrival, gcra, type RatePolicy } from './gcra';

/**
 * How often one client may open a socket to one counter: thirty times at once, so that all its pages
 * can connect again after a deployment, and once more each second.
 */
export const joinPolicy: RatePolicy = { burst: 30, interval: 1000 };

/** The clients that have opened sockets to one counter lately. */
export interface JoinBudget {
	/** Admits one more socket and records it, or returns the milliseconds until one is admitted. */
	join(client: string, now: number): number;
}

/**
 * Makes a budget for each client. At most `capacity` clients are known; the one that came longest ago
 * makes room, and has a full budget again.
 */
export function createJoinBudget(capacity: number, policy = joinPolicy): JoinBudget {
	const arrivals = new Map<string, number>();
	return {
		join(client, now) {
			// Limited before it is kept, so that a clock that goes back refuses nobody for longer.
			const arrival = clampArrival(arrivals.get(client) ?? 0, now, policy);
			const outcome = gcra(arrival, now, policy);
			putNewest(arrivals, client, 'wait' in outcome ? arrival : outcome.arrival, capacity);
			return 'wait' in outcome ? outcome.wait : 0;
		},
	};
}
