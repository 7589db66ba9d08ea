/** A request to one route of the site: a `GET` that must be answered with 200, unless it says otherwise. */
export interface Route {
	readonly method?: 'GET' | 'POST';
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly status?: number;
}

const page = { Accept: 'text/html' };
const known = { 'If-None-Match': '*' };
/** What is measured: every route, and what a cache or a crawler asks of the dear ones. */
export const routes: readonly Route[] = [
	{ path: '/', headers: page },
	{ path: '/counters/name', headers: page },
	{ path: '/counters', headers: page },
	{ path: '/counters/name/settings', headers: page },
	{ path: '/new', headers: page },
	{ path: '/embed/name', headers: page },
	{ path: '/lessons/why', headers: page },
	{ path: '/llms.txt' },
	{ path: '/reference', headers: page },
	{ path: '/reference', headers: known, status: 304 },
	{ path: '/problems/not-found', headers: page },
	{ path: '/nowhere', headers: page, status: 404 },
	{ path: '/api/name/value' },
	{ method: 'POST', path: '/api/name/increment' },
	{ method: 'POST', path: '/api/name/increment', headers: page, status: 303 },
	{ method: 'POST', path: '/api/name/visit' },
	{ path: '/api/name/inspect' },
	{ path: '/api/name/history' },
	{ path: '/api/values?names=name,other' },
	{ path: '/api/counters' },
	{ method: 'POST', path: '/api/counters', status: 201 },
	{ path: '/api/limit' },
	{ path: '/api/health' },
	{ method: 'POST', path: '/api/race' },
	{ path: '/api/openapi.json' },
	{ path: '/api/openapi.json', headers: known, status: 304 },
	{ path: '/api/nothing', status: 404 },
	{ path: '/badge/name.svg' },
	{ path: '/badge/name.svg', headers: known, status: 304 },
	{ path: '/badge/name.svg?style=trend' },
	{ path: '/badge/name.json' },
	{ path: '/sitemap.xml' },
	{ path: '/robots.txt' },
	{ path: '/.well-known/api-catalog' },
	{ path: '/.well-known/security.txt' },
];
