import { isSafe } from './cross-site';

/** Request headers that a script on a listed origin may send. */
const requestHeaders = 'Content-Type, Idempotency-Key, If-None-Match';

/** Response headers that a script on another origin may read. */
const exposedHeaders =
	'ETag, Idempotency-Replayed, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';

/** How long a browser may remember the answer to a preflight, in seconds. */
const preflightMaxAge = 7200;

/** The fields of every read. */
const open: CorsHeaders = {
	'Access-Control-Allow-Origin': '*',
	'Access-Control-Expose-Headers': exposedHeaders,
};

/** The fields of a write from an origin that is not on the allow-list. */
const closed: CorsHeaders = { Vary: 'Origin' };

type CorsHeaders = Readonly<Record<string, string>>;

/**
 * The fields that let scripts of other origins read a response (Fetch standard, section 3.3): reads
 * are open to all, writes to the origins on the allow-list.
 */
export function corsHeaders(
	method: string,
	origin: string | null,
	allowedOrigins: readonly string[],
): CorsHeaders {
	if (isSafe(method)) return open;
	if (origin === null || !allowedOrigins.includes(origin)) return closed;
	return {
		'Access-Control-Allow-Origin': origin,
		'Access-Control-Expose-Headers': exposedHeaders,
		Vary: 'Origin',
	};
}

/**
 * The headers that answer a preflight (Fetch standard, section 3.3.3) of an address that takes
 * `methods`; none that allows anything if the origin may not use the requested method.
 */
export function preflightHeaders(
	methods: readonly string[],
	requested: string,
	origin: string | null,
	allowedOrigins: readonly string[],
): CorsHeaders {
	if (!methods.includes(requested)) return {};
	const allowed = corsHeaders(requested, origin, allowedOrigins);
	if (!('Access-Control-Allow-Origin' in allowed)) return allowed;
	return {
		...allowed,
		'Access-Control-Allow-Methods': methods.join(', '),
		'Access-Control-Allow-Headers': requestHeaders,
		'Access-Control-Max-Age': String(preflightMaxAge),
	};
}
