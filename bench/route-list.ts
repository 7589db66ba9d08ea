/** A request to one route of the site: a `GET` that must be answered with 200, unless it says otherwise. */
export interface Route {
	readonly method?: 'GET' | 'POST';
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly status?: number;
}

const page = { Accept: 'text/html' };
const known = { 'If-None-Match': '*' };

/** The addresses of pages, and those of data; a space between two. */
const pages =
	'/ /counters/name /counters /counters/name/settings /new /embed/name /lessons/why /reference /problems/not-found';
const data =
	'/llms.txt /api/name/value /api/name/inspect /api/name/history /api/values?names=name,other /api/counters /api/limit /api/health /api/openapi.json /badge/name.svg /badge/name.svg?style=trend /badge/name.json /sitemap.xml /robots.txt /.well-known/api-catalog /.well-known/security.txt';

/** What is measured: every route, and what a cache or a crawler asks of the dear ones. */
export const routes: readonly Route[] = [
	...pages.split(' ').map((path) => ({ path, headers: page })),
	{ path: '/reference', headers: known, status: 304 },
	{ path: '/nowhere', headers: page, status: 404 },
	...data.split(' ').map((path) => ({ path })),
	{ path: '/api/openapi.json', headers: known, status: 304 },
	{ path: '/badge/name.svg', headers: known, status: 304 },
	{ path: '/api/nothing', status: 404 },
	{ method: 'POST', path: '/api/name/increment' },
	{ method: 'POST', path: '/api/name/increment', headers: page, status: 303 },
	{ method: 'POST', path: '/api/name/visit' },
	{ method: 'POST', path: '/api/counters', status: 201 },
	{ method: 'POST', path: '/api/race' },
];
