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
		/** Whether the page of a counter had to be rendered without its charts. */
		lacksCharts?: boolean;
		/** The counters of the tutorial in their order, if they have been asked already. */
		counters?: ReturnType<typeof import('./server/counters/read').counterForPage>[];
		/** The page of the public list that is shown, if it has been read already. */
		list?: ReturnType<typeof import('./server/counters/list').listForPage>;
		/** The counter that a form has made or given a new token, which the page at `/created` shows. */
		created?: {
			readonly name: import('./core/contract/name').CounterName;
			readonly value: number;
			readonly writes: import('./core/contract/counter-settings').Writers;
			readonly ownerToken: string;
			/** Whether the counter was made; else only the token is new. */
			readonly isNew: boolean;
		};
		/** Whether pages of other sites may frame the answer. */
		isFramed?: boolean;
		/** The path that the problem's page links back to. */
		back?: string;
	}
}

declare module 'virtual:lesson-list' {
	/** All lessons in their order, without their text. */
	const list: readonly (import('./tutorial/front-matter').FrontMatter & {
		/** From 1. */
		readonly number: number;
	})[];
	export default list;
}

declare module 'virtual:lesson-texts' {
	/** The lessons as Markdown, by their ids. */
	const texts: Readonly<Record<string, string>>;
	export default texts;
}

declare namespace Cloudflare {
	interface Env {
		/** The static files, of the site's Worker only: Pages binds them itself, no configuration may name them. */
		readonly ASSETS: Fetcher;
	}
}
