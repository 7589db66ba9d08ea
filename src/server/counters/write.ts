import { counterApi, counterPage, type Operation } from '../../core/contract/paths';
import { parseKey } from '../../core/contract/idempotency';
import { type CounterName, isObjectId } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import { parseWriteBody } from '../../core/contract/write-body';
import { foreignOrigin, isTrustedOrigin } from '../../core/http/cross-site';
import { returnPath } from '../../core/http/return-path';
import type { ShardChange } from '../../durable-objects/counter-shard';
import type { SentWrite } from '../../durable-objects/sent-write';
import { counterAddress } from '../address';
import { bodyOf } from '../body';
import { admitWrite, clientOf, refuseBlocked } from '../admission';
import { callObject } from '../call';
import { allowedOrigins, counter, counterOrShard } from '../objects';
import { sentTokenHash } from '../owners/token';
import type { Action, Context, Fields, Outcome, Success } from '../outcome';
import { learnOrigin } from '../own-origins';
import { startTiming } from '../timing';

/** Adds to a counter. */
export const increment: Action = (context) => write('increment', context);

/** Subtracts from a counter. */
export const decrement: Action = (context) => write('decrement', context);

/** Checks a write, from the cheapest check to the dearest, and applies it. */
async function write(operation: Operation, context: Context): Promise<Outcome> {
	const { request, params } = context;
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	const isTrusted = isTrustedOrigin(request, allowedOrigins);
	const origin = isTrusted ? undefined : foreignOrigin(request);
	if (!isTrusted && origin === undefined) return { problem: 'cross-site' };
	const client = clientOf(request);
	const refused = refuseBlocked(client);
	if (refused) return refused;
	const sent = await bodyOf(context);
	const body = isProblem(sent) ? sent : parseWriteBody(sent);
	if (isProblem(body)) return body;
	const keyHeader = request.headers.get('Idempotency-Key');
	const key = keyHeader === null ? undefined : parseKey(keyHeader);
	if (keyHeader !== null && key === undefined) return { problem: 'invalid-key' };

	const admitted = await admitWrite(client);
	if (isProblem(admitted)) return admitted;

	const withTime = startTiming('counter', 'write');
	// #region sent
	const change = await applyWrite(name, {
		operation,
		amount: body.amount,
		key,
		client: client.key,
		name: isObjectId(name) ? undefined : name,
		origin,
		tokenHash: await sentTokenHash(request),
	});
	// #endregion sent
	const headers = withTime(admitted.headers);
	learnOrigin(name, origin, change);
	if (isProblem(change)) return { ...change, headers };
	if ('refused' in change) return { ...refusal(change), headers };
	return {
		...written(name, change, headers),
		next: () =>
			returnPath(body.returnTo, request.headers.get('Referer'), request.url, counterPage(name)),
	};
}

/**
 * The answer to a change that counted. The first answer to a key and the estimate of a shard are not
 * the value that a read would return: they have no entity tag, by which a cache would take them for it
 * (RFC 9110, section 8.8.1), and no `Content-Location` that claims it (section 8.7).
 */
function written(
	name: CounterName,
	{ value, version, epoch, replayed }: Exclude<ShardChange, { refused: unknown }>,
	limits: Fields,
): Success {
	if (replayed) return { value, headers: { ...limits, 'Idempotency-Replayed': 'true' } };
	if (version === undefined) return { value, headers: limits };
	const headers = { ...limits, 'Content-Location': counterApi(name, 'value') };
	return { value, version, epoch, headers };
}

/** Why a counter refused a write. */
function refusal(refused: Extract<ShardChange, { refused: unknown }>): Problem {
	if ('step' in refused) {
		const detail = `The owner of this counter has limited a write to an amount of ${refused.step}.`;
		return { problem: refused.refused, detail };
	}
	if (!('retryAfter' in refused)) return { problem: refused.refused };
	const whose = refused.refused === 'rate-limited' ? 'from this client' : 'for now';
	const detail = `This counter remembers no more keys ${whose}. A write without an Idempotency-Key is taken.`;
	return { problem: refused.refused, detail, retryAfter: refused.retryAfter };
}

/**
 * Makes the one call of a write. With a key it may be repeated. What a shard cannot decide goes to the
 * counter itself.
 */
function applyWrite(name: CounterName, sent: SentWrite): Promise<ShardChange | Problem> {
	const { key, origin, tokenHash } = sent;
	const isPlain = key === undefined && origin === undefined && tokenHash === undefined;
	return callObject(
		() => (isPlain ? counterOrShard(name) : counter(name)),
		async (stub) => await stub.write(sent),
		key !== undefined,
	);
}
