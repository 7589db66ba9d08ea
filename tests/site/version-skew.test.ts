import { expect, test } from 'vitest';
import { version } from '../../src/core/site/version';
import { browser, form, freshName, post, send } from './http';
import { loggedFailures } from './logged-failures';
import { useSite } from './use-site';

/** What the site has written so far. */
let log = '';
const site = useSite({
	objects: 'tests/fixtures/older-objects/wrangler.toml',
	log: (text) => {
		log += text;
	},
});

const socket = { Connection: 'Upgrade', Upgrade: 'websocket' };
const handshake = {
	...socket,
	'Sec-WebSocket-Version': '13',
	'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

// #region skew
test.each([
	['GET', 'value', {}],
	['GET', 'inspect', {}],
	['GET', 'live', handshake],
	['POST', 'increment', {}],
	['POST', 'decrement', {}],
] as const)(
	'a %s of /%s is 503 while the object lacks the method, and says when to retry',
	async (method, resource, headers) => {
		const url = `${site().url}/api/${freshName()}/${resource}`;
		const answer = await send(url, { method, headers });
		expect(answer.status).toBe(503);
		expect(answer.headers['retry-after']).toBe('30');
		expect(answer.headers['cache-control']).toBe('no-store');
		expect(JSON.parse(answer.text)).toMatchObject({
			type: `${site().url}/problems/unavailable`,
			detail: expect.stringContaining('updated'),
			retryAfter: 30,
		});
		expect(answer.text).not.toContain('RPC');
	},
);
// #endregion skew

test('the limiter that lacks a method makes the budget unavailable, with 503', async () => {
	const { status, headers } = await send(`${site().url}/api/limit`);
	expect([status, headers['retry-after']]).toEqual([503, '30']);
});

test('the health of a site whose objects are too old to report a version is mixed', async () => {
	const { status, text } = await send(`${site().url}/api/health`);
	expect(status).toBe(200);
	expect(JSON.parse(text)).toEqual({ status: 'mixed', site: version, objects: null });
});

test('a method that the older object has works', async () => {
	const { status, headers } = await post(`${site().url}/api/${freshName()}/increment`);
	// The limiter has admitted it, before the counter failed.
	expect([status, headers['ratelimit']]).toEqual([503, expect.stringContaining('"write";r=')]);
});

test('the pages of an older object stay whole and show its counters as unavailable', async () => {
	for (const path of ['/', `/counters/${freshName()}`]) {
		const { status, text } = await send(site().url + path, { headers: browser });
		expect(status).toBe(200);
		expect(text).toContain('counter-unavailable');
		expect(text).not.toContain('counter-value"');
		expect(text).toContain('</html>');
	}
	const badge = await send(`${site().url}/badge/${freshName()}.svg`);
	expect([badge.status, badge.text]).toEqual([200, expect.stringContaining('unavailable')]);
});

test('a form whose object lacks the method gets a page that says how long to wait', async () => {
	const { status, headers, text } = await post(`${site().url}/api/${freshName()}/decrement`, {
		headers: { ...browser, ...form },
		body: 'amount=1&return=%2Fcounters',
	});
	expect([status, headers['retry-after']]).toEqual([503, '30']);
	expect(text).toContain('<strong>30 s</strong>');
	expect(text).toContain('href="/counters"');
});

test('the log says that the object is outdated, and which method it lacks', async () => {
	const { headers } = await send(`${site().url}/api/${freshName()}/inspect`);
	const request = String(headers['x-request-id']);
	await expect.poll(() => loggedFailures(log, request)).toHaveLength(1);
	expect(loggedFailures(log, request)[0]).toMatchObject({
		status: 503,
		cause: expect.stringMatching(/outdated.*"inspect"/),
	});
});
