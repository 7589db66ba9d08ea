import { expect, inject, test } from 'vitest';
import { expectProblem } from './expect-problem';
import { counterValue, freshName, post, send } from './http';

const site = inject('siteUrl');

test.each([
	['value', 'POST', 'GET, HEAD, PUT, OPTIONS'],
	['value', 'PATCH', 'GET, HEAD, PUT, OPTIONS'],
	['value', 'DELETE', 'GET, HEAD, PUT, OPTIONS'],
	['settings', 'PUT', 'GET, HEAD, PATCH, POST, OPTIONS'],
	['settings', 'DELETE', 'GET, HEAD, PATCH, POST, OPTIONS'],
	['history', 'POST', 'GET, HEAD, OPTIONS'],
	['history', 'DELETE', 'GET, HEAD, OPTIONS'],
	['increment', 'GET', 'POST, OPTIONS'],
	['increment', 'PUT', 'POST, OPTIONS'],
	['decrement', 'PATCH', 'POST, OPTIONS'],
	['visit', 'GET', 'POST, OPTIONS'],
	['visit', 'DELETE', 'POST, OPTIONS'],
])('/%s refuses %s with 405, changes nothing and allows %s', async (resource, method, allow) => {
	const name = freshName();
	const answer = await send(`${site}/api/${name}/${resource}`, { method });
	expectProblem(answer, 'method-not-allowed');
	expect(new Set(String(answer.headers['allow']).split(', '))).toEqual(new Set(allow.split(', ')));
	expect(await counterValue(site, name)).toBe(0);
});

test.each(['value', 'history', 'settings', 'increment', 'decrement', 'visit'])(
	'/%s answers OPTIONS with 204 and the methods that it allows',
	async (resource) => {
		const answer = await send(`${site}/api/${freshName()}/${resource}`, { method: 'OPTIONS' });
		expect([answer.status, answer.text]).toEqual([204, '']);
		expect(answer.headers['allow']).toContain('OPTIONS');
	},
);

test('pages refuse POST with 405 and answer OPTIONS with 204', async () => {
	const counter = '/counters/counter-1';
	for (const path of [
		'/',
		'/counters',
		'/new',
		'/glossary',
		'/lessons/why',
		'/lessons/counter-service',
		counter,
		`${counter}/settings`,
		'/problems/internal',
	]) {
		const answer = await post(site + path);
		expectProblem(answer, 'method-not-allowed');
		expect(answer.headers['allow']).toBe('GET, HEAD, OPTIONS');
		const options = await send(site + path, { method: 'OPTIONS' });
		expect([options.status, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
	}
});

test.each(['/api', '/api/', '/api/x/y', '/api/x/value/z'])(
	'%s is no address of the API: GET and POST get the problem not-found',
	async (path) => {
		expectProblem(await send(site + path), 'not-found');
		expectProblem(await post(site + path), 'not-found');
	},
);
