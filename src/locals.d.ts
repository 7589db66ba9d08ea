declare namespace App {
	/** What one request knows, from its entry in `fetch.ts` to the page that is rendered for it. */
	interface Locals {
		/** Identifies this request in its answer and in the log: a random UUID. */
		requestId: string;
		/** The pattern of the route that the request matched, such as `/api/[name]/value`. */
		route?: string | undefined;
		/** What went wrong; the log line and the problem's page show it. */
		problem?: import('./core/contract/problem').Problem;
		/** The body of the request, if it has been read. */
		body?: ReturnType<typeof import('./core/contract/request-body').readRequestBody>;
		/** The counter whose page this is, if it has been read already. */
		counter?: ReturnType<typeof import('./server/counters/read').counterForPage>;
		/** The counters of the tutorial in their order, if they have been asked already. */
		counters?: ReturnType<typeof import('./server/counters/read').counterForPage>[];
		/** The page of the public list that is shown, if it has been read already. */
		list?: ReturnType<typeof import('./server/counters/list').listForPage>;
		/** The path that the problem's page links back to. */
		back?: string;
	}
}

declare module 'virtual:prerendered-lessons' {
	/** The lessons as HTML. */
	const html: string;
	export default html;
}
