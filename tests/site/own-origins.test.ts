/** Pages of other sites that the owner of a counter lets write. */
import { expect, inject, test } from 'vitest';
import { expectProblem } from './expect-problem';
import { freshName, json, post, send } from './http';
import { makeOwned } from './owned';

const site = inject('siteUrl');
const own = 'https://blog.example';
const other = 'https://elsewhere.example';

function preflight(path: string, origin: string, method = 'POST') {
	return send(site + path, {
		method: 'OPTIONS',
		headers: {
			Origin: origin,
			'Access-Control-Request-Method': method,
			'Access-Control-Request-Headers': 'content-type,idempotency-key',
		},
	});
}

function write(name: string, origin: string, body = '{"amount":2}') {
	const headers = { ...json, Origin: origin, 'Sec-Fetch-Site': 'cross-site' };
	return post(`${site}/api/${name}/increment`, { headers, body });
}

test.each(['increment', 'decrement'])(
	'the preflight of %s is answered by the counter’s own origins, for a day',
	async (operation) => {
		const { name } = await makeOwned({ origins: [own] });
		const path = `/api/${name}/${operation}`;
		const { status, headers } = await preflight(path, own);
		expect([status, headers['access-control-allow-origin']]).toEqual([204, own]);
		expect(headers['access-control-max-age']).toBe('86400');
		expect(headers['access-control-allow-headers']).toBe('content-type,idempotency-key');
		expect(headers['access-control-allow-methods']).toContain('POST');
		const refused = await preflight(path, other);
		expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
		const ownerless = await preflight(`/api/${freshName()}/${operation}`, own);
		expect(ownerless.headers).not.toHaveProperty('access-control-allow-origin');
	},
);

test('a page without an origin of its own is on no list', async () => {
	const { name } = await makeOwned({ origins: [own] });
	expectProblem(await write(name, 'null'), 'cross-site');
	expect((await preflight(`/api/${name}/increment`, 'null')).headers).not.toHaveProperty(
		'access-control-allow-origin',
	);
});

test.each([
	['value', 'PUT'],
	['settings', 'GET'],
	['settings', 'PATCH'],
	['settings', 'POST'],
	['', 'DELETE'],
])('no page of another site may ask /%s by %s', async (resource, method) => {
	const { name } = await makeOwned({ origins: [own] });
	const { status, headers } = await preflight(`/api/${name}/${resource}`, own, method);
	expect(status).toBe(204);
	expect(headers).not.toHaveProperty('access-control-allow-origin');
});
