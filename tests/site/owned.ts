import { inject } from 'vitest';
import type { OwnedCounter } from '../../src/core/contract/answers';
import { type Answer, freshName, json, post, type RequestOptions, send } from './http';

/** A counter that a test has made, and who it is. */
export interface Owned {
	readonly name: string;
	readonly token: string;
}

/** Makes a counter with an owner; the fields are those of the request. */
export async function makeOwned(fields: Readonly<Record<string, unknown>> = {}): Promise<Owned> {
	const name = freshName('owned');
	const answer = await create({ name, ...fields });
	if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
	return { name, token: (JSON.parse(answer.text) as OwnedCounter).ownerToken };
}

/** Sends a request that makes a counter. */
export function create(
	fields: Readonly<Record<string, unknown>>,
	{ headers, ...options }: RequestOptions = {},
): Promise<Answer> {
	const body = JSON.stringify(fields);
	return post(`${inject('siteUrl')}/api/counters`, {
		...options,
		headers: { ...json, ...headers },
		body,
	});
}

/** Sends a command of an owner: a method and a path under that of the counter, with a JSON body. */
export function command(
	{ name, token }: Partial<Owned> & Pick<Owned, 'name'>,
	method: string,
	path: string,
	fields?: Readonly<Record<string, unknown>>,
	headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
	return send(`${inject('siteUrl')}/api/${name}${path}`, {
		method,
		headers: {
			...(token !== undefined && { Authorization: `Bearer ${token}` }),
			...(fields && json),
			...headers,
		},
		...(fields && { body: JSON.stringify(fields) }),
	});
}
