import { accessField, formatAccess } from '../../core/contract/access';
import type { CounterInspection } from '../../core/contract/answers';
import { type CounterName, isObjectId } from '../../core/contract/name';
import { isProblem, type Problem } from '../../core/contract/problem';
import { accessOf } from '../../core/http/cross-site';
import type { CounterState } from '../../durable-objects/counter-content';
import type { CounterReport } from '../../durable-objects/counter-report';
import { counterAddress } from '../address';
import { callObject } from '../call';
import { readOrLog } from '../log';
import { allowedOrigins, counter } from '../objects';
import { type Action, type Content, jsonContent } from '../outcome';

/** Reads a counter, and says what the page that asks may do with it; free of effects. */
export const read: Action = async ({ params, request }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	const state = await readCounter(name);
	if (isProblem(state)) return state;
	const access = accessOf(request, state.owned, allowedOrigins);
	return { ...state, headers: { [accessField]: formatAccess(access) } };
};

/** Returns what a counter's object reports of itself; changes and stores nothing. */
export const inspect: Action = async ({ params }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	return inspectCounter(name);
};

/** Returns what a counter's object reports of itself, as {@link inspect} does. */
export async function inspectCounter(name: CounterName): Promise<Content | Problem> {
	const known = await report(name);
	if (isProblem(known)) return known;
	const { epoch, owned, ...shown } = known;
	const inspection: CounterInspection = {
		...shown,
		wokeAt: new Date(known.wokeAt).toISOString(),
	};
	return jsonContent(inspection);
}

/**
 * Reads a counter for a page, of which a part may be sent already, or for a badge. Whatever goes
 * wrong is logged, so that the rest of the page can still be rendered.
 *
 * @returns `undefined` if the counter cannot be read; with its name if it was addressed by an id and
 *   is known to have one
 */
export function counterForPage(name: CounterName): Promise<PageCounter | undefined> {
	const read = isObjectId(name) ? report : readCounter;
	return readOrLog<PageCounter>(read(name));
}

/** A counter as a page shows it. */
export type PageCounter = CounterState & Pick<CounterInspection, 'name'>;

/** Reads a counter with one call; free of effects. */
// #region read
export function readCounter(name: CounterName): Promise<CounterState | Problem> {
	return callObject(
		() => counter(name),
		(stub) => stub.getCounterValue(),
		true,
	);
}
// #endregion read

function report(name: CounterName): Promise<CounterReport | Problem> {
	return callObject(
		() => counter(name),
		(stub) => stub.inspect(),
		true,
	);
}
