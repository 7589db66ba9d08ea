import { putNewest } from '../core/bounded-map';
import type { CounterName } from '../core/contract/name';
import { isProblem, type Problem } from '../core/contract/problem';
import { isSafe, isTrustedOrigin } from '../core/http/cross-site';
import { counterAddress } from './address';
import { readCounter } from './counters/read';
import { allowedOrigins } from './objects';
import type { Context, Outcome } from './outcome';

/**
 * Pairs of a counter and an origin whose pages may write to it, as this isolate has learnt them. They
 * decide only who may read a refusal: what is written the counter decides itself.
 */
const known = new Map<string, true>();
const knownMax = 10_000;

/** The origins of other sites whose pages may write to a counter, by its owner's will; one call. */
export async function originsOf(name: CounterName): Promise<readonly string[] | Problem> {
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
 * The origins whose scripts may read the answer to a write. If a page of another site has succeeded, the
 * counter has its origin; a refusal is shown to those that are known to be its origins.
 */
export function originsForAnswer(
	{ request, params }: Context,
	outcome: Outcome,
): readonly string[] {
	const origin = request.headers.get('Origin');
	if (!isOrigin(origin) || isTrustedOrigin(request, allowedOrigins)) return allowedOrigins;
	const name = String(params['name']);
	if (!isProblem(outcome)) know(name, origin);
	else if (outcome.problem === 'cross-site') known.delete(pair(name, origin));
	return known.has(pair(name, origin)) ? [origin] : allowedOrigins;
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
