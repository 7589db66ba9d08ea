import type { CounterName } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import type { RequestBody } from '../../core/contract/request-body';
import { bearerToken } from '../../core/http/bearer';
import { isTrustedOrigin } from '../../core/http/cross-site';
import type { OwnerCommand } from '../../durable-objects/owner';
import type { OwnerAnswer } from '../../durable-objects/ownership';
import { counterAddress } from '../address';
import { admitWrite, clientOf, refuseBlocked } from '../admission';
import { bodyOf } from '../body';
import { callObject } from '../call';
import { allowedOrigins, counter } from '../objects';
import type { Context, Fields, Refusal } from '../outcome';
import { startTiming } from '../timing';
import { hash, type OwnerToken } from './token';

/** What an owner asks for. */
export interface OwnerRequest {
	readonly command: OwnerCommand;
	/** The token, if it came in the body instead of the header. */
	readonly token?: string | undefined;
	/** With a change of settings: the token that takes its place. */
	readonly newToken?: OwnerToken | undefined;
	/** Where a form wants the browser to go afterwards; not checked yet. */
	readonly returnTo?: string | undefined;
}

/** A counter after a command of its owner. */
export interface Managed {
	readonly name: CounterName;
	readonly ownerRequest: OwnerRequest;
	readonly state: Exclude<OwnerAnswer, { refused: unknown }>;
	/** The header fields of the limiter. */
	readonly headers: Fields;
}

/**
 * Does what an owner asks for. Every command costs one of the client's writes, so a token cannot be
 * guessed any faster than a counter can be written.
 *
 * @param read reads the command from the body of the request
 */
export async function manage(
	context: Context,
	read: (body: RequestBody) => OwnerRequest | Problem,
): Promise<Managed | Refusal> {
	const { request, params } = context;
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };
	const client = clientOf(request);
	const blocked = refuseBlocked(client);
	if (blocked) return blocked;
	const body = await bodyOf(context);
	const ownerRequest = isProblem(body) ? body : read(body);
	if (isProblem(ownerRequest)) return ownerRequest;
	const token = ownerRequest.token ?? bearerToken(request.headers.get('Authorization'));
	if (token === undefined) return { problem: 'unauthorized' };

	const admitted = await admitWrite(client);
	if (isProblem(admitted)) return admitted;
	const [tokenHash, command] = await Promise.all([hash(token), commandOf(ownerRequest)]);
	const withTime = startTiming('counter', 'manage');
	const state = await callObject(
		() => counter(name),
		async (stub) => await stub.manage(tokenHash, command),
		isRepeatable(command),
	);
	const headers = withTime(admitted.headers);
	if (isProblem(state)) return { ...state, headers };
	if ('refused' in state) return { problem: state.refused, headers };
	return { name, ownerRequest, state, headers };
}

async function commandOf({ command, newToken }: OwnerRequest): Promise<OwnerCommand> {
	if (command.do !== 'change' || newToken === undefined) return command;
	return { ...command, newTokenHash: await hash(newToken) };
}

/** Refuses a condition where none is evaluated, since the caller believes that it holds. */
export function refuseCondition({ headers }: Request): Problem | undefined {
	if ((headers.get('If-Match') ?? '*').trim() === '*') return undefined;
	const detail = 'Only a PUT of the value has an entity tag to compare with If-Match.';
	return { problem: 'precondition-failed', detail };
}

/**
 * Whether a command that was repeated does no more than once: not one that makes the present token void,
 * nor one that depends on a state which it changes itself.
 */
function isRepeatable(command: OwnerCommand): boolean {
	return command.do === 'read' || (command.do === 'change' && command.newTokenHash === undefined);
}
