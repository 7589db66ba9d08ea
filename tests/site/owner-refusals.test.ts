/** What a command of an owner is refused for: the token, the sender, or what it says. */
import { expect, inject, test } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { expectProblem } from './expect-problem';
import { counterValue, freshName, json, post, send } from './http';
import { command, makeOwned } from './owned';

const site = inject('siteUrl');
const wrong = { token: `dc_${'x'.repeat(43)}` };

const commands = [
	['PUT', '/value', { value: 5 }],
	['GET', '/settings', undefined],
	['PATCH', '/settings', { step: 1 }],
	['DELETE', '', undefined],
] as const;

test.each(commands)(
	'%s %s without the token or with a wrong one changes nothing',
	async (...sent) => {
		const owned = await makeOwned({ value: 3 });
		const { name } = owned;
		const without = await command({ name }, ...sent);
		expectProblem(without, 'unauthorized');
		expect(without.headers['www-authenticate']).toBe('Bearer realm="Owner of the counter"');
		expectProblem(await command({ name, ...wrong }, ...sent), 'forbidden');
		const other = await makeOwned();
		expectProblem(await command({ name, token: other.token }, ...sent), 'forbidden');
		const basic = { Authorization: `Basic ${btoa(owned.token)}` };
		expectProblem(await command({ name }, ...sent, basic), 'unauthorized');
		expect(await counterValue(site, name)).toBe(3);
		expect(JSON.parse((await command(owned, 'GET', '/settings')).text)).toEqual(defaultSettings);
	},
);

test.each(commands)(
	'%s %s of a counter without an owner is refused to everybody',
	async (...sent) => {
		const name = freshName();
		await post(`${site}/api/${name}/increment`);
		expectProblem(await command({ name, ...wrong }, ...sent), 'forbidden');
		expect(await counterValue(site, name)).toBe(1);
	},
);

test('wrong tokens use up the budget of writes, and a blocked client guesses no more', async () => {
	const { name } = await makeOwned();
	const client = '10.77.1.2';
	const url = `${site}/api/${name}/settings`;
	const headers = { Authorization: `Bearer ${wrong.token}` };
	const statuses = new Set<number>();
	for (let guess = 0; guess < 60 && !statuses.has(429); guess++) {
		statuses.add((await send(url, { headers, client })).status);
	}
	expect([...statuses]).toEqual([403, 429]);
});

test('only an owner’s page on this site may send commands', async () => {
	const owned = await makeOwned({ origins: ['https://a.example'] });
	for (const [method, path, fields] of commands) {
		const foreign = { Origin: 'https://a.example', 'Sec-Fetch-Site': 'cross-site' };
		const answer = await command(owned, method, path, fields, foreign);
		expectProblem(answer, 'cross-site');
		expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
	}
});

test('a condition where none is evaluated is refused', async () => {
	const owned = await makeOwned();
	const condition = { 'If-Match': '"1"' };
	for (const [method, path, fields] of commands.slice(2)) {
		expectProblem(await command(owned, method, path, fields, condition), 'precondition-failed');
	}
});

test.each([
	['/settings', 'PATCH', '{}', 'invalid-body'],
	['/settings', 'PATCH', '{"step":0}', 'invalid-field'],
	['/settings', 'PATCH', '{"step":5,"step":5}', 'invalid-body'],
	['/settings', 'PATCH', '{"token":"x"}', 'invalid-body'],
	['/settings', 'POST', '{"do":"set","value":1}', 'unsupported-media-type'],
	['/value', 'PUT', '{}', 'invalid-field'],
	['/value', 'PUT', '{"value":"5"}', 'invalid-field'],
	['/value', 'PUT', '{"value":9007199254740992}', 'invalid-field'],
	['/value', 'PUT', '5', 'invalid-body'],
	['/value?value=5', 'PUT', '{"value":5}', 'invalid-query'],
	['', 'DELETE', '{"confirm":true}', 'invalid-body'],
] as const)('/api/<name>%s refuses %s of %s with %s', async (path, method, body, slug) => {
	const { name, token } = await makeOwned({ value: 3 });
	const headers = { ...json, Authorization: `Bearer ${token}` };
	expectProblem(await send(`${site}/api/${name}${path}`, { method, headers, body }), slug);
	expect(await counterValue(site, name)).toBe(3);
});

test('where there is nothing to read, GET gets 404 and other methods 405', async () => {
	const url = `${site}/api/${freshName()}`;
	expectProblem(await send(url), 'not-found');
	expect((await send(url, { method: 'HEAD' })).status).toBe(404);
	const answer = await post(url);
	expectProblem(answer, 'method-not-allowed');
	expect(answer.headers['allow']).toBe('DELETE, OPTIONS');
});
