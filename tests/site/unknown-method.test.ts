import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CounterInspection } from '../../src/core/contract/answers';
import { demoName } from '../../src/core/contract/name';
import { version } from '../../src/core/site/version';
import { freshName, post, send } from './http';
import { loggedFailures } from './logged-failures';
import { useSite } from './use-site';

let log = '';
const site = useSite({
	log: (text) => {
		log += text;
	},
});

const freshDemo = (): string => demoName(randomBytes(16).toString('hex'));

async function inspect(name: string): Promise<CounterInspection> {
	const { text } = await send(`${site().url}/api/${name}/inspect`);
	return JSON.parse(text) as CounterInspection;
}

test('a call of a method that a demo’s object lacks is 503, no error in the log, and changes nothing', async () => {
	const name = freshDemo();
	await post(`${site().url}/api/${name}/increment`);
	const before = await inspect(name);
	const { status, headers, text } = await post(`${site().url}/api/${name}/unknown-method`);
	expect([status, headers['retry-after'], headers['cache-control']]).toEqual([
		503,
		'30',
		'no-store',
	]);
	expect(headers['ratelimit']).toMatch(/^"write";r=\d/);
	expect(JSON.parse(text)).toMatchObject({
		type: `${site().url}/problems/unavailable`,
		detail: expect.stringContaining('updated'),
		retryAfter: 30,
	});
	expect(await inspect(name)).toEqual({ ...before, calls: before.calls + 1 });

	const request = String(headers['x-request-id']);
	await expect.poll(() => loggedFailures(log, request)).toHaveLength(1);
	expect(loggedFailures(log, request)[0]).toMatchObject({
		route: '/api/[name]/unknown-method',
		status: 503,
		cause: expect.stringMatching(/outdated.*"ofTheNextVersion"/),
	});
	expect(log).not.toContain('ERROR');
});

test('an unknown method is called on objects of demos only, and not for other sites', async () => {
	const name = freshName();
	expect((await post(`${site().url}/api/${name}/unknown-method`)).status).toBe(400);
	expect((await inspect(name)).calls).toBe(1);
	const foreign = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
	expect((await post(`${site().url}/api/${freshDemo()}/unknown-method`, foreign)).status).toBe(403);
});

test('an object reports the version of its code', async () => {
	expect(await inspect(freshName())).toMatchObject({ codeVersion: version });
});
