import { putNewest } from '../bounded-map';
import {
	admit,
	type LimitDecision,
	type LimiterPolicy,
	type LimiterState,
	newClient,
} from './limiter';

/** How many times the budget of one client the clients of a network have together. */
export const networkFactor = 10;

/**
 * The policy of a network: all its clients together. It has no penalty, which would make clients wait
 * for what a neighbour did.
 */
export function networkPolicy({ burst, interval }: LimiterPolicy): LimiterPolicy {
	return {
		burst: burst * networkFactor,
		interval: interval / networkFactor,
		penalty: 0,
		penaltyCap: 0,
		penaltyMemory: 0,
	};
}

/** The budgets of networks as one isolate counts them, and the clients that it knows. */
export interface NetworkBudgets {
	/** Decides on one write of a network's client and records it, for this isolate alone. */
	admit(network: string, now: number, policy: LimiterPolicy, cost: number): LimitDecision;
	/** Whether a client was admitted before. */
	knows(client: string): boolean;
	/** Remembers a client that was admitted. */
	remember(client: string): void;
}

/**
 * Makes budgets of at most `capacity` networks, and remembers at most as many clients: the one used
 * longest ago makes room.
 */
export function createNetworkBudgets(capacity: number): NetworkBudgets {
	const states = new Map<string, LimiterState>();
	const clients = new Map<string, true>();
	return {
		admit(network, now, policy, cost) {
			const { decision, state } = admit(states.get(network) ?? newClient, now, policy, cost);
			putNewest(states, network, state, capacity);
			return decision;
		},
		knows: (client) => clients.has(client),
		remember(client) {
			putNewest(clients, client, true, capacity);
		},
	};
}
