import type { Access } from '../contract/access';
import type { CounterSettings } from '../contract/counter-settings';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The parts of a request that decide. */
export interface RequestOrigin {
	readonly headers: Headers;
	readonly url: string;
}

/** Whether a method only reads (RFC 9110, section 9.2.1). */
export function isSafe(method: string): boolean {
	return safeMethods.has(method);
}

/** Whether a request opens a WebSocket (RFC 6455, section 4.2.1). */
export function isWebSocketUpgrade(method: string, upgrade: string | null): boolean {
	return method === 'GET' && upgrade?.toLowerCase() === 'websocket';
}

// #region trusted
/**
 * Whether a write, or the opening of a WebSocket, comes from this site, from an origin on the
 * allow-list or from a program that is not a browser.
 *
 * `Sec-Fetch-Site` (W3C Fetch Metadata, section 2.3) decides where it is sent. Browsers without it
 * send `Origin` with every write, so its host must be the request's own.
 */
export function isTrustedOrigin(
	{ headers, url }: RequestOrigin,
	allowedOrigins: readonly string[],
): boolean {
	const site = headers.get('Sec-Fetch-Site');
	if (site === 'same-origin' || site === 'none') return true;

	const origin = headers.get('Origin');
	if (origin !== null && allowedOrigins.includes(origin)) return true;
	if (site !== null) return false;
	return origin === null || hostOf(origin) === new URL(url).host;
}
// #endregion trusted

/**
 * The origin of the page on another site that sent a request, which the owner of a counter may trust;
 * `undefined` if the browser does not send it, as for a page in a sandbox (`null`).
 */
export function foreignOrigin({ headers }: Pick<RequestOrigin, 'headers'>): string | undefined {
	const origin = headers.get('Origin');
	return origin !== null && hostOf(origin) !== undefined ? origin : undefined;
}

/**
 * What a caller may do with a counter beyond reading it: this site and programs, an origin on the
 * allow-list and one on the counter's own list may watch it, and write it unless that is its owner's.
 *
 * @param owned what the owner has decided; absent if the counter has none
 */
export function accessOf(
	request: RequestOrigin,
	owned: CounterSettings | undefined,
	allowedOrigins: readonly string[],
): readonly Access[] {
	const origins = owned ? [...allowedOrigins, ...owned.origins] : allowedOrigins;
	if (!isTrustedOrigin(request, origins)) return [];
	return owned?.writes === 'owner' ? ['watch'] : ['watch', 'write'];
}

function hostOf(origin: string): string | undefined {
	const url = URL.parse(origin);
	return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.host : undefined;
}
