import { isSafe } from './cross-site';

/** Request fields that a preflight is answered with if it names none, or too many. */
const requestFields = 'Authorization, Content-Type, Idempotency-Key, If-None-Match';

/** A list of field names (RFC 9110, section 5.6.2) of a length that can be sent back. */
const fieldNames = /^[\w!#$%&'*+.^`|~, -]{1,1024}$/;

/** Response headers that a script on another origin may read. */
const exposedHeaders =
	'Content-Location, Counter-Access, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, WWW-Authenticate, X-Request-Id';

/** How long a browser may remember the answer to a preflight, in seconds: two hours. */
const preflightMaxAge = 7200;

/** The same where the answer takes a call of the counter's object: a day. */
export const ownPreflightMaxAge = 86_400;

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
 * are open to all, writes by POST to the origins on the allow-list. What else an owner does, with PUT,
 * PATCH and DELETE, no script of another origin does.
 */
export function corsHeaders(
	method: string,
	origin: string | null,
	allowedOrigins: readonly string[],
): CorsHeaders {
	if (isSafe(method)) return open;
	if (origin === null || !isShared(method, origin, allowedOrigins)) return closed;
	return {
		'Access-Control-Allow-Origin': origin,
		'Access-Control-Expose-Headers': exposedHeaders,
		Vary: 'Origin',
	};
}

/** Whether scripts of an origin may read the answer to a method. */
function isShared(
	method: string,
	origin: string | null,
	allowedOrigins: readonly string[],
): boolean {
	if (isSafe(method)) return true;
	return method === 'POST' && origin !== null && allowedOrigins.includes(origin);
}

/**
 * The headers that answer a preflight (Fetch standard, section 3.3.3) of an address that takes
 * `methods`; none that allows anything if the origin may not use the requested method. A safe method
 * is allowed also where it gets 405, so that a script can read that; and whatever fields a script
 * sends, such as those of a tracing library, it may.
 *
 * @param fields the `Access-Control-Request-Headers` field
 * @param maxAge how long a browser may remember the answer, in seconds
 */
export function preflightHeaders(
	methods: readonly string[],
	requested: string,
	origin: string | null,
	allowedOrigins: readonly string[],
	fields: string | null = null,
	maxAge = preflightMaxAge,
): CorsHeaders {
	if (!methods.includes(requested) && !isSafe(requested)) return {};
	const isAllowed = (method: string): boolean => isShared(method, origin, allowedOrigins);
	const allowed = corsHeaders(requested, origin, allowedOrigins);
	if (!isAllowed(requested)) return allowed;
	// A browser remembers every method that is listed, not only the one that it asked for.
	const shared = methods.filter(isAllowed);
	const isEchoed = fields !== null && fieldNames.test(fields);
	return {
		...allowed,
		'Access-Control-Allow-Methods': [...new Set([...shared, requested])].join(', '),
		'Access-Control-Allow-Headers': isEchoed ? fields : requestFields,
		'Access-Control-Max-Age': String(maxAge),
	};
}
