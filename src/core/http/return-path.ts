/**
 * Chooses where the browser goes after a form was sent.
 *
 * @param returnTo the path that the form names: used if it is one of this site
 * @param referer the `Referer` header: used if it is a page of this site
 * @param here the address of the request
 * @param fallback a path on this site
 * @returns a path with query and fragment, never the address of another site
 */
export function returnPath(
	returnTo: string | undefined,
	referer: string | null,
	here: string,
	fallback: string,
): string {
	const { origin } = new URL(here);
	const requested = returnTo?.startsWith('/') ? pathOn(origin, returnTo) : undefined;
	return requested ?? (referer === null ? undefined : pathOn(origin, referer)) ?? fallback;
}

/** The path that an address has on a site, or `undefined` if it leads elsewhere. */
function pathOn(origin: string, address: string): string | undefined {
	const url = URL.parse(address, origin);
	// '/.//elsewhere' parses to the path '//elsewhere', which as a Location would be another host;
	// 'blob:https://here/' has the origin of this site and no path at all.
	if (url?.origin !== origin || !/^\/(?!\/)/.test(url.pathname)) return undefined;
	return url.pathname + url.search + url.hash;
}
