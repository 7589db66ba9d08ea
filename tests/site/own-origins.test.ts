/** Pages of other sites that the owner of a counter lets write. */
import { request } from 'node:http';
import { expect, inject, test } from 'vitest';
import { expectProblem } from './expect-problem';
import { counterValue, freshName, json, post, send } from './http';
import { command, makeOwned } from './owned';

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

test.each(['increment', 'decrement', 'visit'])(
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

test('a page of an own origin writes and reads the answer, one of another does neither', async () => {
	const { name } = await makeOwned({ origins: [own] });
	const written = await write(name, own);
	expect([written.status, written.text]).toEqual([200, '{"value":2}']);
	expect(written.headers['access-control-allow-origin']).toBe(own);
	expect(written.headers['access-control-expose-headers']).toContain('RateLimit');
	expect(written.headers['vary']).toContain('Origin');
	const refused = await write(name, other);
	expectProblem(refused, 'cross-site');
	expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
	expect(await counterValue(site, name)).toBe(2);
});

test('a page of an own origin reads why its write was refused', async () => {
	const { name } = await makeOwned({ origins: [own], step: 1 });
	await preflight(`/api/${name}/increment`, own);
	const refused = await write(name, own);
	expectProblem(refused, 'invalid-amount');
	expect(refused.headers['access-control-allow-origin']).toBe(own);
});

test('the visit of a page of an own origin is counted, and its answer can be read', async () => {
	const { name } = await makeOwned({ origins: [own], writes: 'owner' });
	const visit = (origin: string) =>
		post(`${site}/api/${name}/visit`, {
			headers: { 'Content-Type': 'text/plain', Origin: origin, 'Sec-Fetch-Site': 'cross-site' },
			body: '',
		});
	const counted = await visit(own);
	expect([counted.status, JSON.parse(counted.text)]).toEqual([
		200,
		{ value: 1, counted: true, exact: true },
	]);
	expect(counted.headers['access-control-allow-origin']).toBe(own);
	const refused = await visit(other);
	expectProblem(refused, 'cross-site');
	expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
});

test('an origin that the owner takes off the list writes no more', async () => {
	const owned = await makeOwned({ origins: [own] });
	expect((await write(owned.name, own)).status).toBe(200);
	await command(owned, 'PATCH', '/settings', { origins: [] });
	const refused = await write(owned.name, own);
	expectProblem(refused, 'cross-site');
	expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
	expect(await counterValue(site, owned.name)).toBe(2);
});

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

test('a page of an own origin watches the counter, one of another does not', async () => {
	const { name } = await makeOwned({ origins: [own] });
	const upgrade = {
		Upgrade: 'websocket',
		Connection: 'Upgrade',
		'Sec-WebSocket-Version': '13',
		'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
		'Sec-Fetch-Site': 'cross-site',
	};
	const url = `${site}/api/${name}/live`;
	for (const origin of [other, 'null']) {
		expectProblem(await send(url, { headers: { ...upgrade, Origin: origin } }), 'cross-site');
	}
	const opened = await new Promise<boolean>((resolve, reject) => {
		const outgoing = request(url, { headers: { ...upgrade, Origin: own } });
		outgoing.on('upgrade', (_, socket) => {
			socket.destroy();
			resolve(true);
		});
		outgoing.on('response', () => resolve(false));
		outgoing.on('error', reject);
		outgoing.end();
	});
	expect(opened).toBe(true);
});
