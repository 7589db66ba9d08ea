import { expect, test } from 'vitest';
import { browser, form, freshName, post, type RequestOptions, send } from './http';
import { loggedFailures } from './logged-failures';
import { useSite } from './use-site';

/** What the site has written so far. */
let log = '';
const site = useSite({
	objects: 'tests/fixtures/faulty-objects/wrangler.toml',
	log: (text) => {
		log += text;
	},
});

/** The lines of the log that the site itself wrote; wrangler adds one with the path for each request. */
function ownLines(): readonly string[] {
	return log.split('\n').filter((line) => /\S/.test(line) && !line.startsWith('[wrangler:info]'));
}

/** Waits until the log has all lines of the requests that were answered so far. */
async function waitForLog(): Promise<void> {
	const { headers } = await send(`${site().url}/api/${freshName('bug')}/value`);
	await expect.poll(() => loggedFailures(log, String(headers['x-request-id']))).toHaveLength(1);
}

const client = '203.0.113.77';
const refusedForm = { method: 'POST', headers: { ...browser, ...form }, body: 'amount=0' };
const failures: readonly (readonly [string, number, string, string, RequestOptions])[] = [
	['/api/[name]/value', 400, 'invalid-name', '/api/-/value', {}],
	['/api/[name]/value', 400, 'invalid-name', '/api/-/value', { headers: browser }],
	['/api/[name]/value', 503, 'unavailable', `/api/${freshName('reset')}/value`, {}],
	[
		'/api/[name]/increment',
		500,
		'internal',
		`/api/${freshName('bug')}/increment`,
		{ method: 'POST' },
	],
	['/api/[name]/increment', 422, 'invalid-amount', `/api/${freshName()}/increment`, refusedForm],
	[
		'/api/[name]/inspect',
		405,
		'method-not-allowed',
		`/api/${freshName()}/inspect`,
		{ method: 'PUT' },
	],
	['/counters/[name]', 405, 'method-not-allowed', `/counters/${freshName()}`, { method: 'POST' }],
	['/', 405, 'method-not-allowed', '/', { method: 'POST' }],
];
test.each(failures)(
	'a request of %s that gets %i (%s) is one line with its method and route, and no address',
	async (route, status, problem, path, options) => {
		const answer = await send(site().url + path, { ...options, client });
		expect(answer.status).toBe(status);
		const request = String(answer.headers['x-request-id']);
		await expect.poll(() => loggedFailures(log, request)).toHaveLength(1);
		const [line] = loggedFailures(log, request);
		expect(line).toMatchObject({
			request,
			method: options.method ?? 'GET',
			route,
			status,
			problem,
			duration: expect.any(Number),
		});
		expect(Object.hasOwn(line as object, 'cause')).toBe(status >= 500);
		const written = ownLines().find((own) => own.includes(request));
		expect(written?.includes('ERROR')).toBe(status >= 500);
		expect(log).not.toContain(client);
	},
);

test('no line names a counter, be it private or not', async () => {
	const { text } = await post(`${site().url}/api/counters`);
	const { id } = JSON.parse(text) as { id: string };
	const names = [id, freshName('reset'), freshName('bug')];
	for (const name of names) {
		await send(`${site().url}/api/${name}/value?password=1`);
		await send(`${site().url}/counters/${name}`, { headers: browser });
		await send(`${site().url}/badge/${name}.svg`);
		await post(`${site().url}/api/${name}/increment`, { body: '{', client });
	}
	await waitForLog();
	const written = ownLines().join('\n');
	for (const name of [...names, 'password']) expect(written).not.toContain(name);
});

test('no line reveals a token', async () => {
	const token = `dc_${'x'.repeat(43)}`;
	const headers = { Authorization: `Bearer ${token}` };
	for (const name of [freshName(), freshName('bug'), freshName('reset')]) {
		const url = `${site().url}/api/${name}`;
		await send(`${url}/settings`, { headers });
		await send(url, { method: 'DELETE', headers });
		await post(`${url}/increment`, { headers: { ...headers, ...form }, body: 'amount=0' });
		const body = `do=set&value=5&token=${token}`;
		await post(`${url}/settings`, { headers: { ...browser, ...form }, body });
		await post(`${url}/settings`, { headers: form, body: `${body}&x=${token}` });
	}
	await waitForLog();
	expect(ownLines().join('\n')).not.toContain('xxx');
});

const malformed = [
	'/%ff',
	'/%',
	'/%E0%A4%A',
	'/counters/%ff',
	'/problems/%ff',
	'/_actions/%ff',
	'/api/%ff',
	'/badge/%ff.svg',
	'/counters/%252525252525252525252525ff',
	'/..%2f..%2f.env',
	'/wp-login.php',
	'/404.html',
];
test('paths that are malformed or lead nowhere leave no line in the log', async () => {
	await waitForLog();
	const before = ownLines().length;
	for (let round = 0; round < 3; round++) {
		for (const path of malformed) {
			const { status } = await send(site().url + path, { headers: browser });
			expect([200, 404], path).toContain(status);
		}
	}
	await waitForLog();
	// The one line is that of waitForLog.
	expect(
		ownLines()
			.slice(before)
			.filter((line) => !line.includes('internal')),
	).toEqual([]);
});

test('a flood of refused requests leaves at most 100 lines a minute, and the count of the rest', async () => {
	const started = Date.now();
	const flood = async (): Promise<void> => {
		for (let i = 0; i < 40; i++) await send(`${site().url}/api/-/value`);
	};
	await Promise.all([flood(), flood(), flood(), flood()]);
	await waitForLog();
	const minutes = Math.ceil((Date.now() - started) / 60_000);
	const refusals = ownLines().filter((line) => line.includes('"invalid-name"'));
	// The window may have begun before the flood, with lines of the tests above.
	expect(refusals.length).toBeLessThanOrEqual(100 * (minutes + 1));
	expect(refusals.length).toBeLessThan(160);
});
