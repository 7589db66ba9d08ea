import type { ListedValue } from '../../core/contract/answers';
import { originOf, problemDocument } from '../../core/contract/api';
import { namesField, readNames, refuseParameters } from '../../core/contract/name-list';
import { isProblem, type Problem } from '../../core/contract/problem';
import type { CounterState } from '../../durable-objects/counter-content';
import { counterAddress } from '../address';
import { logUnreadCounter } from '../log';
import { type Action, type Context, internalProblem, jsonContent } from '../outcome';
import { readCounter } from './read';

/**
 * Reads several counters, all at the same time. The answer is a success whatever becomes of each of
 * them, and costs one call for each.
 */
export const values: Action = async (context) => {
	const query = new URL(context.request.url).searchParams;
	const names = refuseParameters(query, [namesField]) ?? readNames(query);
	if (isProblem(names)) return names;
	return jsonContent({
		values: await Promise.all(names.map((name) => listedValue(name, context))),
	});
};

async function listedValue(name: string, { request, locals }: Context): Promise<ListedValue> {
	const state = await readListed(name);
	if (!isProblem(state)) return { name, value: state.value };
	const problem = problemDocument(state, originOf(request.url), locals.requestId);
	return { name, problem };
}

/** Reads one counter of a list. What goes wrong on the site's side is logged. */
export async function readListed(text: string): Promise<CounterState | Problem> {
	const name = counterAddress(text);
	if (!name) return { problem: 'invalid-name' };
	const state = await readCounter(name).catch(internalProblem);
	if (isProblem(state)) logUnreadCounter(state);
	return state;
}
