import { expect, inject, test } from 'vitest';
import { freshName, post, type RequestOptions, send } from './http';

const site = inject('siteUrl');
const elsewhere = { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' };
const name = freshName('open');

const safe: readonly (readonly [path: string, status: number, options?: RequestOptions])[] = [
	[`/api/${name}/value`, 200],
	[`/api/${name}/value`, 200, { method: 'HEAD' }],
	[`/api/${name}/inspect`, 200],
	[`/api/${name}/history`, 200],
	[`/api/${name}/history?by=day&format=csv`, 200],
	[`/api/${name}/history?by=week`, 400],
	['/api/-/value', 400],
	[`/api/${name}/value`, 400, { headers: { 'Idempotency-Key': 'a' } }],
	[`/api/values?names=${name},other`, 200],
	['/api/values', 400],
	[`/api/${name}/increment`, 405],
	[`/api/${name}/increment`, 405, { method: 'HEAD' }],
	['/api/counters', 200],
	['/api/counters?page=2', 400],
	['/api/race', 405],
	[`/api/${name}/live`, 426],
	['/api/openapi.json', 200],
	['/api', 404],
	['/api/nowhere', 404],
	['/api/a/b/c', 404],
	[`/badge/${name}.svg`, 200],
	[`/badge/${name}.json`, 200],
	[`/badge/${name}.gif`, 404],
	['/badge/', 404],
	['/.well-known/api-catalog', 200],
];
test.each(safe.map(([path, status, options = {}]) => [path, status, options] as const))(
	'%s, which gets %d, can be read by scripts of every origin',
	async (path, status, options) => {
		const headers = { ...elsewhere, traceparent: '00-0-0-00', ...options.headers };
		const answer = await send(site + path, { ...options, headers });
		expect(answer.status).toBe(status);
		expect(answer.headers['access-control-allow-origin']).toBe('*');
		expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
		const exposed = String(answer.headers['access-control-expose-headers']).split(', ');
		expect(exposed).toEqual([
			'Content-Location',
			'Counter-Access',
			'ETag',
			'Idempotency-Replayed',
			'Link',
			'Location',
			'RateLimit',
			'RateLimit-Policy',
			'Retry-After',
			'Server-Timing',
			'WWW-Authenticate',
			'X-Request-Id',
		]);
	},
);

test('an unchanged value that gets 304 can be read by scripts of every origin', async () => {
	const { headers } = await send(`${site}/api/${name}/value`);
	const answer = await send(`${site}/api/${name}/value`, {
		headers: { ...elsewhere, 'If-None-Match': String(headers['etag']) },
	});
	expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([304, '*']);
});

test.each([...new Set(safe.map(([path]) => path))])(
	'the preflight of a GET of %s allows every field that it asks for',
	async (path) => {
		const fields = 'authorization,baggage,traceparent,x-anything';
		const { status, headers } = await send(site + path, {
			method: 'OPTIONS',
			headers: {
				...elsewhere,
				'Access-Control-Request-Method': 'GET',
				'Access-Control-Request-Headers': fields,
			},
		});
		expect(status).toBe(204);
		expect(headers['access-control-allow-origin']).toBe('*');
		expect(headers['access-control-allow-headers']).toBe(fields);
	},
);

test('a preflight that asks for very many fields is answered with the known ones', async () => {
	const { headers } = await send(`${site}/api/${name}/value`, {
		method: 'OPTIONS',
		headers: {
			...elsewhere,
			'Access-Control-Request-Method': 'GET',
			'Access-Control-Request-Headers': Array(500).fill('x-field').join(','),
		},
	});
	expect(String(headers['access-control-allow-headers']).length).toBeLessThan(200);
});

test.each([
	['GET', 200],
	['HEAD', 200],
	['OPTIONS', 204],
	['POST', 405],
])('a %s of the budget is closed to scripts of other origins', async (method, status) => {
	const preflight = { 'Access-Control-Request-Method': 'GET' };
	const answer = await send(`${site}/api/limit`, {
		method,
		headers: { ...elsewhere, ...preflight },
	});
	expect(answer.status).toBe(status);
	const fields = Object.keys(answer.headers).filter((field) => field.startsWith('access-control'));
	expect(fields).toEqual([]);
});

test('a write and its preflight stay closed to origins that are not listed', async () => {
	const url = `${site}/api/${name}/increment`;
	const preflight = { 'Access-Control-Request-Method': 'POST', ...elsewhere };
	const answers = [
		await post(url, { headers: elsewhere }),
		await send(url, { method: 'OPTIONS', headers: preflight }),
		await send(`${site}/api/nowhere`, { method: 'OPTIONS', headers: preflight }),
	];
	for (const { headers } of answers) {
		expect(headers).not.toHaveProperty('access-control-allow-origin');
	}
});
