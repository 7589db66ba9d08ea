import { putNewest } from '../core/bounded-map';
import type { CounterName } from '../core/contract/name';
import { isProblem, type Problem } from '../core/contract/problem';
import { isSafe, isTrustedOrigin } from '../core/http/cross-site';
import { counterAddress } from './address';
import { readCounter } from './counters/read';
import { allowedOrigins } from './objects';
import type { Context } from './outcome';

/**
 * Pairs of a counter and an origin whose pages may write to it, as this isolate has learnt them. They
 * decide only who may read an answer: what is written the counter decides itself.
 */
const known = new Map<string, true>();
const knownMax = 10_000;

/** The origins of other sites whose pages may write to a counter, by its owner's will; one call. */
async function originsOf(name: CounterName): Promise<readonly string[] | Problem> {
	const state = await readCounter(name);
	return isProblem(state) ? state : (state.owned?.origins ?? []);
}

/**
 * Whether a page that sent a request may do to a counter what its own site's pages may. The counter is
 * asked only for an origin that is not trusted with all of them.
 */
export async function isTrustedWith(
	name: CounterName,
	request: Request,
): Promise<boolean | Problem> {
	if (isTrustedOrigin(request, allowedOrigins)) return true;
	const origin = request.headers.get('Origin');
	if (!isOrigin(origin)) return false;
	const origins = await originsOf(name);
	return isProblem(origins) ? origins : origins.includes(origin);
}

/** The origins that a preflight is answered by: those of the counter if the operator's do not decide. */
export async function originsForPreflight({
	request: { headers },
	params,
}: Context): Promise<readonly string[]> {
	const origin = headers.get('Origin');
	const requested = headers.get('Access-Control-Request-Method');
	if (requested === null || isSafe(requested)) return allowedOrigins;
	if (!isOrigin(origin) || allowedOrigins.includes(origin)) return allowedOrigins;
	const name = counterAddress(params['name']);
	const origins = name === undefined ? [] : await originsOf(name);
	if (name === undefined || isProblem(origins) || !origins.includes(origin)) return allowedOrigins;
	know(name, origin);
	return [origin];
}

/**
 * Takes note of what the answer of a counter to the page of another site says: whether its origin is one
 * of the counter's.
 *
 * @param origin of that page; `undefined` if the counter had not to decide on it
 */
export function learnOrigin(
	name: CounterName,
	origin: string | undefined,
	answer: object | Problem,
): void {
	if (origin === undefined || isProblem(answer)) return;
	if ('refused' in answer && answer.refused === 'cross-site') known.delete(pair(name, origin));
	else know(name, origin);
}

/** The origins whose scripts may read the answer to a write, be it a success or not. */
export function originsForAnswer({ request, params }: Context): readonly string[] {
	const origin = request.headers.get('Origin');
	if (!isOrigin(origin) || isTrustedOrigin(request, allowedOrigins)) return allowedOrigins;
	return known.has(pair(String(params['name']), origin)) ? [origin] : allowedOrigins;
}

/** Whether an `Origin` field can be that of a page: `null` stands for many that are not known. */
function isOrigin(origin: string | null): origin is string {
	return origin !== null && origin !== 'null';
}

function know(name: string, origin: string): void {
	putNewest(known, pair(name, origin), true, knownMax);
}

function pair(name: string, origin: string): string {
	return `${name} ${origin}`;
}
