/**
 * The data centre of Cloudflare that took a request, as three letters, those of the nearest airport; `null`
 * if it came to no data centre, as on a machine of one's own. There the local runtime makes up a place,
 * so the field that only Cloudflare's network adds decides.
 */
export function dataCentreOf(request: {
	readonly headers: Headers;
	readonly cf?: unknown;
}): string | null {
	if (!request.headers.has('CF-Ray')) return null;
	const { colo } = (request.cf ?? {}) as { readonly colo?: unknown };
	return typeof colo === 'string' && isDataCentre(colo) ? colo : null;
}

/** The address at which Cloudflare says, on every host that it serves, which data centre is asked. */
export function traceAddress(origin: string): string {
	return `${origin}/cdn-cgi/trace`;
}

/** Finds the data centre in what was read from such an address: lines of `name=value`. */
export function tracedDataCentre(trace: string): string | null {
	return /^colo=([A-Z]{3})$/m.exec(trace)?.[1] ?? null;
}

function isDataCentre(text: string): boolean {
	return /^[A-Z]{3}$/.test(text);
}
