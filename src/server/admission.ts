import type { WriteBudget } from '../core/contract/api';
import { createBlocklist } from '../core/limits/blocklist';
import { clientKey, unknownClient } from '../core/limits/client-key';
import { isTrustedOrigin } from '../core/http/cross-site';
import type { LimitDecision, LimiterPolicy } from '../core/limits/limiter';
import { isProblem, type Problem } from '../core/contract/problem';
import { rateHeaders } from '../core/limits/rate-headers';
import { callObject } from './call';
import { allowedOrigins, limiter, limiterPolicy } from './objects';

/** Clients without a readable address share one budget, a single write at a time. */
const strictPolicy: LimiterPolicy = { ...limiterPolicy, burst: 1 };

/** Clients that this isolate knows to be blocked: a flood of theirs costs no object call. */
const blocklist = createBlocklist(10_000);

/** What every answer to a checked write carries. */
export interface Checked {
	readonly headers: Readonly<Record<string, string>>;
}

/**
 * Refuses the write of a client that this isolate knows to be blocked; `undefined` if it knows of
 * nothing. It asks no object, so it comes before everything that costs more.
 */
export function refuseBlocked(request: Request): (Problem & Checked) | undefined {
	return refuseKnown(client(request));
}

function refuseKnown({ key, policy }: Client): (Problem & Checked) | undefined {
	const wait = blocklist.blockedFor(key, Date.now());
	return wait > 0 ? refusal({ allowed: false, wait }, policy) : undefined;
}

/**
 * Asks the limiter of the client that sent a write, and records the write with it.
 *
 * @returns the header fields of an admitted write, or the problem of a refused one
 */
// #region admit
export async function admitWrite(request: Request): Promise<Checked | (Problem & Checked)> {
	const caller = client(request);
	const blocked = refuseKnown(caller);
	if (blocked) return blocked;
	const { key, policy } = caller;
	const decision = await callObject(
		() => limiter(key),
		async (stub) => await stub.limit(policy),
		true,
	);
	if (isProblem(decision)) return { ...decision, headers: {} };
	if (decision.allowed) return { headers: rateHeaders(decision, policy) };
	blocklist.block(key, Date.now() + decision.wait);
	return refusal(decision, policy);
}
// #endregion admit

/** Admits a write that has nothing else to be checked, unless a page of another site sent it. */
export async function admitTrusted(request: Request): Promise<Checked | (Problem & Checked)> {
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site', headers: {} };
	return admitWrite(request);
}

/** Reads the write budget of the client that sent a request, without spending any of it. */
export async function readBudget(request: Request): Promise<WriteBudget | Problem> {
	const { key, policy } = client(request);
	const standing = await callObject(
		() => limiter(key),
		(stub) => stub.peek(policy),
		true,
	);
	if (isProblem(standing)) return standing;
	return {
		remaining: standing.remaining,
		burst: policy.burst,
		interval: policy.interval / 1000,
		penalty: standing.penalty / 1000,
		retryAfter: standing.wait / 1000,
	};
}

/** Who writes, as far as the limiter is concerned. */
interface Client {
	readonly key: string;
	readonly policy: LimiterPolicy;
}

function client(request: Request): Client {
	const key = clientKey(request.headers.get('CF-Connecting-IP'));
	return { key, policy: key === unknownClient ? strictPolicy : limiterPolicy };
}

function refusal(
	decision: LimitDecision & { allowed: false },
	policy: LimiterPolicy,
): Problem & Checked {
	const seconds = decision.wait / 1000;
	return {
		problem: 'rate-limited',
		detail: `This client wrote too often. The next write is taken in ${seconds} s.`,
		retryAfter: seconds,
		headers: rateHeaders(decision, policy),
	};
}
