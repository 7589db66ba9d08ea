/** What the owner of a counter does with the token. */
import { expect, inject, test } from 'vitest';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { expectProblem } from './expect-problem';
import { counterValue, post, send } from './http';
import { command, create, makeOwned } from './owned';

const site = inject('siteUrl');

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
