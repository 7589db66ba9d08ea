/** The origins that may write from other sites. */
export const listed = ['https://partner.example', 'http://localhost:4321'];

/** The headers of a request with the given `Sec-Fetch-Site` and `Origin`, each left out if null. */
export function headersOf(site: string | null, origin: string | null): Headers {
	const headers = new Headers();
	if (site !== null) headers.set('Sec-Fetch-Site', site);
	if (origin !== null) headers.set('Origin', origin);
	return headers;
}
