import { corsHeaders, preflightHeaders } from '../core/http/cors';
import { allowedOrigins } from './objects';
import type { Context, Operation, Outcome } from './operations';
import { answer, noFields, respond } from './respond';

type Method = 'GET' | 'POST';

/** Answers a request for one route. */
export type Handler = (context: Context) => Response | Promise<Response>;

/**
 * Makes the handlers of an API route from what its methods do. `HEAD` comes with `GET`; `OPTIONS`
 * answers 204 and a CORS preflight; every other method gets 405 with `Allow`.
 *
 * Whatever an operation throws ends here: it is logged under the request id and answered as the
 * `internal` problem.
 */
export function endpoint<Name extends Method>(
	operations: Readonly<Record<Name, Operation>>,
): Record<Name | 'ALL', Handler> {
	const byMethod = new Map<string, Operation>(Object.entries(operations));
	const get = byMethod.get('GET');
	if (get) byMethod.set('HEAD', get);
	const methods = [...byMethod.keys(), 'OPTIONS'];
	const allow = { Allow: methods.join(', ') };

	const handle: Handler = async (context) => {
		const { request } = context;
		const origin = request.headers.get('Origin');
		if (request.method === 'OPTIONS') {
			const requested = request.headers.get('Access-Control-Request-Method') ?? '';
			const preflight = preflightHeaders(methods, requested, origin, allowedOrigins);
			return answer(context, null, 204, noFields, noFields, { ...allow, ...preflight });
		}

		const common = corsHeaders(request.method, origin, allowedOrigins);
		const operation = byMethod.get(request.method);
		if (!operation) {
			return respond(context, { problem: 'method-not-allowed', headers: allow }, common);
		}
		return respond(context, await operation(context).catch(bug), common);
	};
	const handlers = Object.keys(operations).map((method) => [method, handle]);
	return Object.fromEntries([...handlers, ['ALL', handle]]);
}

/** The handler of every address of the API that leads nowhere. */
export const missing: Handler = (context) => respond(context, { problem: 'not-found' }, noFields);

function bug(error: unknown): Outcome {
	const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return { problem: 'internal', cause };
}
