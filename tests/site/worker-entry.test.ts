import { expect, test } from 'vitest';
import { expectSecurityHeaders } from './expect-security-headers';
import { browser, form, freshName, post, type RequestOptions, send } from './http';
import { loggedFailures } from './logged-failures';
import { useSite } from './use-site';

/**
 * The Worker's entry is made of functions that Astro and its adapter export. These tests fail at
 * once when a new version of either no longer fits.
 */
let log = '';
const site = useSite({
	log: (text) => {
		log += text;
	},
});

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const requestIds = new Set<unknown>();

/** Waits until the log has all lines of the requests that were answered so far. */
async function waitForLog(): Promise<void> {
	const { headers } = await send(`${site().url}/api/-/value`);
	await expect.poll(() => loggedFailures(log, String(headers['x-request-id']))).toHaveLength(1);
}

const counter = `/api/${freshName()}`;
const refusedForm = { method: 'POST', headers: { ...browser, ...form }, body: 'amount=0' };
const requests: readonly (readonly [string, number, string, RequestOptions])[] = [
	['a value for a program', 200, `${counter}/value`, {}],
	['a value for a browser', 200, `${counter}/value`, { headers: browser }],
	['a HEAD of a value', 200, `${counter}/value`, { method: 'HEAD' }],
	['a write of a program', 200, `${counter}/increment`, { method: 'POST' }],
	['an OPTIONS of a write', 204, `${counter}/increment`, { method: 'OPTIONS' }],
	['a page', 200, '/counters', {}],
	['the page of a counter', 200, `/counters/${freshName()}`, {}],
	['a HEAD of a page', 200, '/', { method: 'HEAD' }],
	['an OPTIONS of a page', 204, '/', { method: 'OPTIONS' }],
	['an invalid name of a program', 400, '/api/-/value', {}],
	['a missing route', 404, '/api/nowhere', {}],
	['a missing page', 404, '/nowhere', { headers: browser }],
	['a POST to a page', 405, '/', { method: 'POST' }],
	['the problem page of a refused form', 422, `${counter}/increment`, refusedForm],
	['the page of an error', 500, '/500', {}],
];

test.each(requests)(
	'%s (%i) has one new request id, all security headers, and a log line if it failed',
	async (_kind, expectedStatus, path, options) => {
		const answer = await send(site().url + path, options);
		const { status, headers } = answer;
		expect(status).toBe(expectedStatus);
		expectSecurityHeaders(answer);

		// An id that was set twice would be two, joined by a comma.
		const id = headers['x-request-id'];
		expect(id).toMatch(uuid);
		expect(requestIds).not.toContain(id);
		requestIds.add(id);

		await waitForLog();
		// What is not there is no failure.
		const isLogged = status >= 400 && status !== 404;
		const failures = isLogged ? [expect.objectContaining({ request: id, status })] : [];
		await expect.poll(() => loggedFailures(log, String(id))).toEqual(failures);
	},
);

test('an asset has all security headers and comes from disk, so it has no request id', async () => {
	const answer = await send(`${site().url}/favicon.svg`);
	expect(answer.status).toBe(200);
	expect(answer.headers['content-type']).toBe('image/svg+xml');
	expectSecurityHeaders(answer);
	expect(answer.headers).not.toHaveProperty('x-request-id');
});

test('a value is answered alike, whether the entry calls its handler or Astro does', async () => {
	const url = `${site().url}/api/${freshName()}/value`;
	const [direct, byAstro] = [await send(url), await send(url, { headers: browser })].map(
		({ status, headers: { 'x-request-id': _id, date: _date, ...headers }, text }) => ({
			status,
			headers,
			text,
		}),
	);
	expect(direct?.text).toBe('{"value":0}');
	expect(byAstro).toEqual(direct);
});

test('a refused form is answered with the problem page, which names the request id', async () => {
	const url = `${site().url}/api/${freshName()}/increment`;
	const { headers, text } = await post(url, refusedForm);
	expect(headers['content-type']).toBe('text/html; charset=utf-8');
	expect(text).toContain(`Request ${String(headers['x-request-id'])}`);
});
