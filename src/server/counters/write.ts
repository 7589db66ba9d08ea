import type { Amount } from '../../core/contract/amount';
import { counterApi, counterPage, type Operation } from '../../core/contract/api';
import { type IdempotencyKey, parseKey } from '../../core/contract/idempotency';
import { type CounterName, isObjectId } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import { parseWriteBody } from '../../core/contract/write-body';
import { isTrustedOrigin } from '../../core/http/cross-site';
import type { KeyRefusal } from '../../core/limits/key-quota';
import { returnPath } from '../../core/http/return-path';
import type { ShardChange } from '../../durable-objects/counter-shard';
import { counterAddress } from '../address';
import { bodyOf } from '../body';
import { admitWrite, clientOf, refuseBlocked } from '../admission';
import { callObject } from '../call';
import { allowedOrigins, counter, counterOrShard } from '../objects';
import type { Action, Context, Fields, Outcome, Success } from '../outcome';

/** Adds to a counter. */
export const increment: Action = (context) => write('increment', context);

/** Subtracts from a counter. */
export const decrement: Action = (context) => write('decrement', context);

/** Checks a write, from the cheapest check to the dearest, and applies it. */
async function write(operation: Operation, context: Context): Promise<Outcome> {
	const { request, params } = context;
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };
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
	const { headers } = admitted;

	const change = await applyWrite(name, operation, body.amount, key, client.key);
	if (isProblem(change)) return { ...change, headers };
	if ('retryAfter' in change) return { ...tooManyKeys(change), headers };
	if ('refused' in change) return { problem: change.refused, headers };
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
	{ value, version, replayed }: Exclude<ShardChange, { refused: unknown }>,
	limits: Fields,
): Success {
	if (replayed) return { value, headers: { ...limits, 'Idempotency-Replayed': 'true' } };
	if (version === undefined) return { value, headers: limits };
	const headers = { ...limits, 'Content-Location': counterApi(name, 'value') };
	return { value, version, headers };
}

/** The refusal of a key that a counter does not remember. */
function tooManyKeys({ refused, retryAfter }: KeyRefusal): Problem {
	const whose = refused === 'rate-limited' ? 'from this client' : 'for now';
	const detail = `This counter remembers no more keys ${whose}. A write without an Idempotency-Key is taken.`;
	return { problem: refused, detail, retryAfter };
}

/** Makes the one call of a write. With a key it may be repeated, and goes to the counter itself. */
function applyWrite(
	name: CounterName,
	operation: Operation,
	amount: Amount,
	key: IdempotencyKey | undefined,
	client: string,
): Promise<ShardChange | Problem> {
	const known = isObjectId(name) ? undefined : name;
	return callObject(
		() => (key === undefined ? counterOrShard(name) : counter(name)),
		async (stub) => await stub[operation](amount, key, client, known),
		key !== undefined,
	);
}
