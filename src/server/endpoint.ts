import type { Problem } from '../core/contract/problem';
import { quote } from '../core/contract/quoting';
import { corsHeaders, ownPreflightMaxAge, preflightHeaders } from '../core/http/cors';
import { isSafe } from '../core/http/cross-site';
import { allowedOrigins } from './objects';
import { type Action, type Context, type Fields, internalProblem, type Refusal } from './outcome';
import { originsForAnswer, originsForPreflight } from './own-origins';
import { respond } from './respond';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Answers a request for one route. */
export type Handler = (context: Context) => Response | Promise<Response>;

interface EndpointOptions {
	/** Whether a POST honours an `Idempotency-Key`; where none is honoured, it is refused. */
	readonly takesKey?: boolean;
	/** Whether scripts of other origins may read what is safe; they may unless this is `false`. */
	readonly isOpen?: boolean;
	/** Whether pages of the counter's own origins may write, besides those of the operator's. */
	readonly ownOrigins?: boolean;
}

/**
 * Makes the handlers of an API route from its actions by method. `HEAD` comes with `GET`; `OPTIONS`
 * answers 204 and a CORS preflight; every other method gets 405 with `Allow`.
 *
 * An exception of an action ends here, as the `internal` problem.
 */
export function endpoint<Name extends Method>(
	actions: Readonly<Record<Name, Action>>,
	{ takesKey = false, isOpen = true, ownOrigins = false }: EndpointOptions = {},
): Record<Name | 'ALL', Handler> {
	const byMethod = new Map<string, Action>(Object.entries(actions));
	const get = byMethod.get('GET');
	if (get) byMethod.set('HEAD', get);
	const methods = [...byMethod.keys(), 'OPTIONS'];
	const allow = { Allow: methods.join(', ') };

	const handle: Handler = async (context) => {
		const { request } = context;
		if (request.method === 'OPTIONS') {
			const preflight = ownOrigins
				? preflightOf(request, methods, await originsForPreflight(context), ownPreflightMaxAge)
				: preflightOf(request, methods);
			const headers = { ...allow, ...(isOpen && preflight) };
			return new Response(null, { status: 204, headers });
		}

		const refuse = (problem: Refusal) => respond(context, problem, isOpen ? corsOf(request) : {});
		const action = byMethod.get(request.method);
		if (!action) return refuse({ problem: 'method-not-allowed', headers: allow });
		const misplaced = refuseMisplaced(request, takesKey && !isSafe(request.method));
		if (misplaced) return refuse(misplaced);
		const outcome = await action(context).catch(internalProblem);
		// Only now it is known whether the counter trusts the origin.
		const origins = ownOrigins ? originsForAnswer(context) : allowedOrigins;
		return respond(context, outcome, isOpen ? corsOf(request, origins) : {});
	};
	const handlers = Object.keys(actions).map((method) => [method, handle]);
	return Object.fromEntries([...handlers, ['ALL', handle]]);
}

/** The handler of every address of the API that leads nowhere; scripts may read that too. */
export const notFound: Handler = (context) => {
	const { request } = context;
	// A preflight must succeed, or the script is not shown the 404 of its request.
	if (request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method')) {
		return new Response(null, { status: 204, headers: preflightOf(request, []) });
	}
	return respond(context, { problem: 'not-found' }, corsOf(request));
};

/**
 * The handler of an address at which there is something to change and nothing to read: to a reader it
 * leads nowhere.
 */
export function withoutGet(handler: Handler): Handler {
	return (context) => {
		const { headers, method } = context.request;
		// A preflight is for the method that it names.
		const meant = method === 'OPTIONS' ? headers.get('Access-Control-Request-Method') : method;
		return meant === 'GET' || meant === 'HEAD' ? notFound(context) : handler(context);
	};
}

function corsOf({ headers, method }: Request, origins = allowedOrigins): Fields {
	return corsHeaders(method, headers.get('Origin'), origins);
}

function preflightOf(
	{ headers }: Request,
	methods: readonly string[],
	origins = allowedOrigins,
	maxAge?: number,
): Fields {
	return preflightHeaders(
		methods,
		headers.get('Access-Control-Request-Method') ?? '',
		headers.get('Origin'),
		origins,
		headers.get('Access-Control-Request-Headers'),
		maxAge,
	);
}

/** Refuses what would otherwise be overlooked: the query of a write, and a key that nobody reads. */
function refuseMisplaced(
	{ headers, method, url }: Request,
	takesKey: boolean,
): Problem | undefined {
	if (!isSafe(method) && /\?./.test(url)) {
		const [field = ''] = new URL(url).searchParams.keys();
		return {
			problem: 'invalid-query',
			detail: `The query has ${quote(field)}, but a write reads nothing from there. Send its fields in the body, such as amount=5.`,
		};
	}
	if (takesKey || !headers.has('Idempotency-Key')) return undefined;
	return {
		problem: 'invalid-key',
		detail:
			'This address does not take an Idempotency-Key: only the making of a counter, an increment and a decrement do.',
	};
}
