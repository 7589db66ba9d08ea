import { isProblem } from '../core/contract/problem';
import { isTrustedOrigin } from '../core/http/cross-site';
import { createBlocklist } from '../core/limits/blocklist';
import { clientKey, unknownClient } from '../core/limits/client-key';
import type { LimitDecision, LimiterPolicy } from '../core/limits/limiter';
import { rateHeaders } from '../core/limits/rate-headers';
import { refuseBody } from './body';
import { callObject } from './call';
import { allowedOrigins, limiter, limiterPolicy } from './objects';
import { type Action, type Context, type Fields, jsonContent, type Refusal } from './outcome';

/** Clients without a readable address share one budget, a single write at a time. */
const strictPolicy: LimiterPolicy = { ...limiterPolicy, burst: 1 };

/** Clients that this isolate knows to be blocked: a flood of theirs costs no object call. */
const blocklist = createBlocklist(10_000);

/** Who sent a request, as far as the limiter is concerned. */
export interface Client {
	readonly key: string;
	readonly policy: LimiterPolicy;
}

/** A write that the limiter has admitted, with the header fields that its answer carries. */
export interface Admitted {
	readonly headers: Fields;
}

/** Returns the client that sent a request. */
export function clientOf(request: Request): Client {
	const key = clientKey(request.headers.get('CF-Connecting-IP'));
	return { key, policy: key === unknownClient ? strictPolicy : limiterPolicy };
}

// #region admit
/** Refuses a client that this isolate knows to be blocked, without a call of an object. */
export function refuseBlocked({ key, policy }: Client): Refusal | undefined {
	const wait = blocklist.blockedFor(key, Date.now());
	return wait > 0 ? refusal({ allowed: false, wait }, policy) : undefined;
}

/** Asks the limiter of a client, and records the write with it. */
export async function admitWrite({ key, policy }: Client): Promise<Admitted | Refusal> {
	const decision = await callObject(
		() => limiter(key),
		async (stub) => await stub.limit(policy),
		true,
	);
	if (isProblem(decision)) return { ...decision, headers: {} };
	if (decision.allowed) return { headers: rateHeaders(decision, policy) };
	blocklist.block(key, Date.now(), decision.wait);
	return refusal(decision, policy);
}
// #endregion admit

/** Admits a write without a body, unless a page of another site sent it. */
export async function admitTrusted(context: Context): Promise<Admitted | Refusal> {
	const { request } = context;
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };
	const client = clientOf(request);
	return refuseBlocked(client) ?? (await refuseBody(context)) ?? admitWrite(client);
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

function refusal(decision: LimitDecision & { allowed: false }, policy: LimiterPolicy): Refusal {
	const seconds = decision.wait / 1000;
	return {
		problem: 'rate-limited',
		detail: `This client wrote too often. The next write is taken in ${seconds} s.`,
		retryAfter: seconds,
		headers: rateHeaders(decision, policy),
	};
}
