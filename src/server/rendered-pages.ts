import { putNewest } from '../core/bounded-map';
import { requestIdField } from './respond';

/** A page as it was rendered for one version of what it shows. */
interface RenderedPage {
	readonly version: number;
	readonly body: ArrayBuffer;
	/** All but the request id, which is another for every answer. */
	readonly headers: Headers;
}

/** Pages that need not be rendered again before what they show has changed. */
export interface RenderedPages {
	/**
	 * Answers with a page.
	 *
	 * @param address all that the page depends on besides the version
	 * @param version of what it shows, read for this very request: so no answer is ever out of date
	 * @param requestId names an answer that was not rendered
	 * @param render renders the page; what comes of it is kept if it is a 200
	 */
	answer(
		address: string,
		version: number,
		requestId: string,
		render: () => Promise<Response>,
	): Promise<Response>;
}

/** Makes a store that holds at most `capacity` pages: the one rendered longest ago makes room. */
export function createRenderedPages(capacity: number): RenderedPages {
	const pages = new Map<string, RenderedPage>();

	async function keep(address: string, version: number, response: Response): Promise<Response> {
		if (response.status !== 200) return response;
		const headers = new Headers(response.headers);
		headers.delete(requestIdField);
		const body = await response.arrayBuffer();
		putNewest(pages, address, { version, body, headers }, capacity);
		return new Response(body, response);
	}

	return {
		async answer(address, version, requestId, render) {
			const page = pages.get(address);
			if (page?.version !== version) return keep(address, version, await render());
			const response = new Response(page.body, { headers: page.headers });
			response.headers.set(requestIdField, requestId);
			return response;
		},
	};
}
