import { putNewest } from '../core/bounded-map';

/** A page as it was rendered for one version of what it shows. */
interface RenderedPage {
	readonly version: string;
	readonly body: ArrayBuffer;
	readonly headers: Headers;
}

/** Pages that are rendered again only when what they show has changed. */
export interface PageCache {
	/**
	 * Answers with a page, and renders it if it is not cached for this version.
	 *
	 * @param address all that the page depends on besides the version
	 * @param version of what it shows, read for this very request: so no answer is ever out of date
	 * @param render renders the page; a response with status 200 is cached
	 * @param isWhole returns after that whether the page shows all that it should; else it is not cached
	 */
	respond(
		address: string,
		version: string,
		render: () => Promise<Response>,
		isWhole?: () => boolean,
	): Promise<Response>;
}

/** Makes a cache of at most `capacity` pages; the page that was rendered longest ago is removed. */
export function createPageCache(capacity: number): PageCache {
	const pages = new Map<string, RenderedPage>();

	return {
		async respond(address, version, render, isWhole = () => true) {
			const page = pages.get(address);
			if (page?.version === version) return new Response(page.body, { headers: page.headers });
			const response = await render();
			if (response.status !== 200 || !isWhole()) return response;
			const headers = new Headers(response.headers);
			const body = await response.arrayBuffer();
			putNewest(pages, address, { version, body, headers }, capacity);
			return new Response(body, { headers });
		},
	};
}
