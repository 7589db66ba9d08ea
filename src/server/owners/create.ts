import type { CreatedCounter } from '../../core/contract/answers';
import { counterApi, counterPage, createdPath } from '../../core/contract/paths';
import {
	creationKeyMinLength,
	type IdempotencyKey,
	parseKey,
} from '../../core/contract/idempotency';
import { isObjectId } from '../../core/contract/name';
import { parseCreation } from '../../core/contract/owner-body';
import { isProblem, type Problem } from '../../core/contract/problem';
import { isTrustedOrigin } from '../../core/http/cross-site';
import { admitWrite, clientOf, refuseBlocked } from '../admission';
import { bodyOf } from '../body';
import { allowedOrigins } from '../objects';
import { type Action, type Content, type Fields, jsonContent } from '../outcome';
import { startTiming } from '../timing';
import { type Made, make, makeOnce } from './make';

/**
 * Makes a counter: with an owner if the body says what kind, else a private one without, whose id nobody
 * can guess and of which nothing is stored before its first write.
 */
export const create: Action = async (context) => {
	const { request } = context;
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };
	const client = clientOf(request);
	const blocked = refuseBlocked(client);
	if (blocked) return blocked;
	const body = await bodyOf(context);
	const creation = isProblem(body) ? body : parseCreation(body);
	if (isProblem(creation)) return creation;
	const key = readKey(request.headers.get('Idempotency-Key'));
	if (isProblem(key)) return key;

	const admitted = await admitWrite(client);
	if (isProblem(admitted)) return admitted;
	const withTime = startTiming('counter', 'create');
	const made = await (key === undefined ? make(creation) : makeOnce(creation, key));
	const headers = withTime(admitted.headers);
	if (isProblem(made)) return { ...made, headers };
	const answer = { ...createdContent(made), headers: { ...headers, ...fieldsOf(made) } };
	const { address, value, token } = made;
	if (token === undefined || !creation) return { ...answer, next: () => counterPage(address) };
	const { writes } = creation.settings;
	// The page that a form gets shows it.
	context.locals.created = { name: address, value, writes, ownerToken: token, isNew: true };
	return { ...answer, page: createdPath };
};

function createdContent({ address, value, token }: Made): Content {
	const named = isObjectId(address) ? { id: address } : { name: address };
	const created: CreatedCounter =
		token === undefined ? { id: address, value } : { ...named, ownerToken: token, value };
	return { ...jsonContent(created), status: 201 };
}

function fieldsOf({ address, isReplayed }: Made): Fields {
	return {
		Location: counterApi(address, 'value'),
		...(isReplayed && { 'Idempotency-Replayed': 'true' }),
	};
}

/** Reads the key of a request that makes a counter. */
function readKey(header: string | null): IdempotencyKey | undefined | Problem {
	if (header === null) return undefined;
	const key = parseKey(header);
	if (key === undefined) return { problem: 'invalid-key' };
	if (key.length >= creationKeyMinLength) return key;
	const detail = `Whoever sends this key within an hour is shown the same token, so it has at least ${creationKeyMinLength} characters. Draw it at random.`;
	return { problem: 'invalid-key', detail };
}
