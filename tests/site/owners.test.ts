/** Counters with an owner: how they are made, and what the token is for. */
import { expect, inject, test } from 'vitest';
import type { OwnedCounter } from '../../src/core/contract/answers';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { expectProblem } from './expect-problem';
import { counterValue, form, freshName, json, post, send } from './http';
import { command, create, makeOwned } from './owned';

const site = inject('siteUrl');
const wrong = { token: `dc_${'x'.repeat(43)}` };

test('a counter is made with a name and a first value, and the token is shown', async () => {
	const name = freshName();
	const { status, headers, text } = await create({ name, value: 120 });
	expect([status, headers['location']]).toEqual([201, `/api/${name}/value`]);
	expect(headers['cache-control']).toBe('no-store');
	expect(headers).toHaveProperty('ratelimit');
	const made = JSON.parse(text) as OwnedCounter;
	expect(made).toEqual({ name, ownerToken: expect.any(String), value: 120 });
	expect(made.ownerToken).toMatch(/^dc_[\w-]{43}$/);
	expect(await counterValue(site, name)).toBe(120);
});

test('a counter without a name gets an id that nobody can guess, and an owner', async () => {
	const { text } = await create({ value: -5 });
	const { id = '', ownerToken } = JSON.parse(text) as OwnedCounter;
	expect(id).toMatch(/^[0-9a-f]{64}$/);
	expect(await counterValue(site, id)).toBe(-5);
	const settings = await command({ name: id, token: ownerToken }, 'GET', '/settings');
	expect(JSON.parse(settings.text)).toEqual(defaultSettings);
	const listed = await command({ name: id, token: ownerToken }, 'PATCH', '/settings', {
		listed: true,
	});
	expectProblem(listed, 'invalid-field');
});

test('a name that was written or is owned is taken, and so are those of the site', async () => {
	const written = freshName();
	await post(`${site}/api/${written}/increment`);
	const { name: owned } = await makeOwned();
	for (const name of [written, owned, 'counter-1', 'limit', 'openapi.json']) {
		expectProblem(await create({ name }), 'name-taken');
	}
	expect(await counterValue(site, written)).toBe(1);
	// Reading takes no name.
	const read = freshName();
	await counterValue(site, read);
	expect((await create({ name: read })).status).toBe(201);
});

test('the owner sets the value, and the answer has the tag of a read', async () => {
	const owned = await makeOwned();
	const set = await command(owned, 'PUT', '/value', { value: 120 });
	expect([set.status, set.text]).toEqual([200, '{"value":120}']);
	expect(set.headers['content-location']).toBe(`/api/${owned.name}/value`);
	const read = await send(`${site}/api/${owned.name}/value`);
	expect([read.text, read.headers['etag']]).toEqual(['{"value":120}', set.headers['etag']]);
});

test('a conditional set changes nothing if somebody has counted in between', async () => {
	const owned = await makeOwned({ value: 1 });
	const url = `${site}/api/${owned.name}`;
	const tag = String((await send(`${url}/value`)).headers['etag']);
	await post(`${url}/increment`);
	const late = await command(owned, 'PUT', '/value', { value: 9 }, { 'If-Match': tag });
	expectProblem(late, 'precondition-failed');
	expect(await counterValue(site, owned.name)).toBe(2);
	const now = String((await send(`${url}/value`)).headers['etag']);
	const list = { 'If-Match': `"other", ${now}` };
	expect((await command(owned, 'PUT', '/value', { value: 9 }, list)).status).toBe(200);
	const weak = { 'If-Match': `W/${now}` };
	expectProblem(await command(owned, 'PUT', '/value', { value: 8 }, weak), 'precondition-failed');
	expect(await counterValue(site, owned.name)).toBe(9);
});

test('the owner reads and changes the settings, each by itself', async () => {
	const owned = await makeOwned({ step: 5 });
	const before = await command(owned, 'GET', '/settings');
	expect(JSON.parse(before.text)).toEqual({ ...defaultSettings, step: 5 });
	expect(before.headers['cache-control']).toBe('no-store');
	const change = { writes: 'owner', origins: ['https://a.example/'] };
	const changed = await command(owned, 'PATCH', '/settings', change);
	const expected = { ...defaultSettings, step: 5, writes: 'owner', origins: ['https://a.example'] };
	expect([changed.status, JSON.parse(changed.text)]).toEqual([200, expected]);
	expect(JSON.parse((await command(owned, 'GET', '/settings')).text)).toEqual(expected);
});

test('a new token makes the one before void, and leaves the settings', async () => {
	const owned = await makeOwned({ step: 5 });
	const { text } = await command(owned, 'PATCH', '/settings', { newToken: true });
	const { ownerToken, ...settings } = JSON.parse(text) as { ownerToken: string };
	expect(settings).toEqual({ ...defaultSettings, step: 5 });
	expectProblem(await command(owned, 'GET', '/settings'), 'forbidden');
	const renewed = { name: owned.name, token: ownerToken };
	expect((await command(renewed, 'GET', '/settings')).status).toBe(200);
});

test('what is removed is gone, its name is free, and no tag of it comes back', async () => {
	const owned = await makeOwned({ value: 7 });
	const url = `${site}/api/${owned.name}/value`;
	const tag = String((await send(url)).headers['etag']);
	const removed = await command(owned, 'DELETE', '');
	expect([removed.status, removed.text]).toEqual([204, '']);
	expect(await counterValue(site, owned.name)).toBe(0);
	expectProblem(await command(owned, 'GET', '/settings'), 'forbidden');

	expect((await create({ name: owned.name, value: 8 })).status).toBe(201);
	const again = await send(url, { headers: { 'If-None-Match': tag } });
	expect([again.status, again.text]).toEqual([200, '{"value":8}']);
	expectProblem(await command(owned, 'DELETE', ''), 'forbidden');
});

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

test('a counter is made by a form for a program, too', async () => {
	const name = freshName();
	const body = `name=+${name.toUpperCase()}+&value=12&writes=owner&origins=&step=&listed=`;
	const { status, text } = await post(`${site}/api/counters`, { headers: form, body });
	expect([status, (JSON.parse(text) as OwnedCounter).name]).toEqual([201, name]);
	expect(await counterValue(site, name)).toBe(12);
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
