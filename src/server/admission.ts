import { isProblem, type Problem } from '../core/contract/problem';
import { createBlocklist } from '../core/limits/blocklist';
import { clientKey, networkKey, unknownClient } from '../core/limits/client-key';
import type { LimitDecision, LimiterPolicy } from '../core/limits/limiter';
import { createNetworkBudgets, networkPolicy } from '../core/limits/network-budgets';
import { rateHeaders } from '../core/limits/rate-headers';
import { callObject } from './call';
import { limiter, limiterPolicy } from './objects';
import { type Action, type Fields, jsonContent, type Refusal } from './outcome';
import { startTiming } from './timing';

/** Clients without a readable address share one budget, a single write at a time. */
const strictPolicy: LimiterPolicy = { ...limiterPolicy, burst: 1 };

/** What the clients of one network may write together. */
const sharedPolicy = networkPolicy(limiterPolicy);

/** The networks as this isolate counts them. */
const networks = createNetworkBudgets(10_000);

/** Clients and networks that this isolate knows to be blocked: a flood of theirs costs no object call. */
const blocklist = createBlocklist(10_000);

/** Who sent a request, as far as the limiter is concerned. */
export interface Client {
	readonly key: string;
	/** The key of the network it belongs to; `undefined` for IPv4. */
	readonly network: string | undefined;
	readonly policy: LimiterPolicy;
}

/** A write that the limiter has admitted, with the header fields that its answer carries. */
export interface Admitted {
	readonly headers: Fields;
}

/** Returns the client that sent a request. */
export function clientOf(request: Request): Client {
	const key = clientKey(request.headers.get('CF-Connecting-IP'));
	const policy = key === unknownClient ? strictPolicy : limiterPolicy;
	return { key, network: networkKey(key), policy };
}

// #region admit
/**
 * Refuses a client that this isolate knows to be blocked, without a call of an object.
 *
 * @param cost how many writes it counts as: when the block ends, the budget may have room for one
 */
export function refuseBlocked({ key, network, policy }: Client, cost = 1): Refusal | undefined {
	const now = Date.now();
	const blocked = blocklist.blockedFor(key, now);
	const wait = blocked + (Math.min(cost, policy.burst) - 1) * policy.interval;
	if (blocked > 0) return refusal({ allowed: false, wait }, policy);
	const shared = network === undefined ? 0 : blocklist.blockedFor(network, now);
	return shared > 0 ? refusal({ allowed: false, wait: shared }, policy, network) : undefined;
}

/**
 * Asks the limiter of a client, and records the write with it.
 *
 * @param cost how many writes it counts as
 */
export async function admitWrite(client: Client, cost = 1): Promise<Admitted | Refusal> {
	const withTime = startTiming('limiter');
	const decided = await decide(client, cost);
	return { ...decided, headers: withTime(decided.headers) };
}

async function decide(client: Client, cost: number): Promise<Admitted | Refusal> {
	const { key, policy } = client;
	const crowded = await refuseCrowded(client, cost);
	if (crowded) return crowded;
	const decision = await askLimiter(key, policy, cost);
	if (isProblem(decision)) return { ...decision, headers: {} };
	if (decision.allowed) return { headers: rateHeaders(decision, policy) };
	blocklist.block(key, Date.now(), decision.wait);
	return refusal(decision, policy);
}
// #endregion admit

// #region network
/**
 * Refuses a client whose network has written too much. An isolate counts the writes of a network
 * itself; only for a client that is new to it, it asks the limiter of the network too, so whoever
 * changes the address with every write is limited across isolates.
 */
async function refuseCrowded(
	{ key, network, policy }: Client,
	cost: number,
): Promise<Refusal | undefined> {
	if (network === undefined) return undefined;
	const counted = networks.admit(network, Date.now(), sharedPolicy, cost);
	const decision =
		counted.allowed && !networks.knows(key)
			? await askLimiter(network, sharedPolicy, cost)
			: counted;
	if (isProblem(decision)) return { ...decision, headers: {} };
	if (decision.allowed) {
		networks.remember(key);
		return undefined;
	}
	blocklist.block(network, Date.now(), decision.wait);
	return refusal(decision, policy, network);
}
// #endregion network

function askLimiter(
	key: string,
	policy: LimiterPolicy,
	cost: number,
): Promise<LimitDecision | Problem> {
	return callObject(
		() => limiter(key),
		async (stub) => await stub.limit(policy, cost),
		true,
	);
}

/** Reads the caller's own write budget; spends none of it. */
export const limit: Action = async ({ request }) => {
	const { key, policy } = clientOf(request);
	const standing = await callObject(
		() => limiter(key),
		(stub) => stub.peek(policy),
		true,
	);
	if (isProblem(standing)) return standing;
	return jsonContent({
		remaining: standing.remaining,
		burst: policy.burst,
		interval: policy.interval / 1000,
		penalty: standing.penalty / 1000,
		retryAfter: standing.wait / 1000,
	});
};

/** @param network the network that has written too often; absent if the client itself has */
function refusal(
	decision: LimitDecision & { allowed: false },
	policy: LimiterPolicy,
	network?: string,
): Refusal {
	const seconds = decision.wait / 1000;
	const who = network === undefined ? 'This client' : `The network of this client, ${network},`;
	return {
		problem: 'rate-limited',
		detail: `${who} wrote too often. The next write is taken in ${seconds} s.`,
		retryAfter: seconds,
		headers: rateHeaders(decision, policy),
	};
}
