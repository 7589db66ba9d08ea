/** A request to one route of the site. */
export interface Route {
	readonly title: string;
	readonly method?: 'GET' | 'POST';
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** The status that the answer must have; 200 if absent. */
	readonly status?: number;
}

const page = { Accept: 'text/html' };
const known = { 'If-None-Match': '*' };
const empty = { 'Content-Length': '0' };

/** What is measured: every route, and what a cache or a crawler asks of the dear ones. */
export const routes: readonly Route[] = [
	{ title: 'GET /', path: '/', headers: page },
	{ title: 'GET /counters/<name>', path: '/counters/name', headers: page },
	{ title: 'GET /counters', path: '/counters', headers: page },
	{ title: 'GET /reference', path: '/reference', headers: page },
	{ title: 'GET /reference, 304', path: '/reference', headers: known, status: 304 },
	{ title: 'GET /problems/<problem>', path: '/problems/not-found', headers: page },
	{ title: 'a page that is not there', path: '/nowhere', headers: page, status: 404 },
	{ title: 'GET value', path: '/api/name/value' },
	{ title: 'POST increment', method: 'POST', path: '/api/name/increment', headers: empty },
	{
		title: 'POST increment by a form',
		method: 'POST',
		path: '/api/name/increment',
		headers: { ...empty, ...page },
		status: 303,
	},
	{ title: 'GET inspect', path: '/api/name/inspect' },
	{ title: 'POST counters', method: 'POST', path: '/api/counters', headers: empty, status: 201 },
	{ title: 'GET limit', path: '/api/limit' },
	{ title: 'POST race', method: 'POST', path: '/api/race', headers: empty },
	{ title: 'GET openapi.json', path: '/api/openapi.json' },
	{ title: 'GET openapi.json, 304', path: '/api/openapi.json', headers: known, status: 304 },
	{ title: 'an address that is not there', path: '/api/nothing', status: 404 },
	{ title: 'GET badge', path: '/badge/name.svg' },
	{ title: 'GET badge, 304', path: '/badge/name.svg', headers: known, status: 304 },
	{ title: 'GET badge as data', path: '/badge/name.json' },
	{ title: 'GET sitemap.xml', path: '/sitemap.xml' },
	{ title: 'GET robots.txt', path: '/robots.txt' },
	{ title: 'GET api-catalog', path: '/.well-known/api-catalog' },
	{ title: 'GET security.txt', path: '/.well-known/security.txt' },
];
