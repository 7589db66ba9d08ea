/** How a counter with an owner is made. */
import { expect, inject, test } from 'vitest';
import type { OwnedCounter } from '../../src/core/contract/answers';
import { defaultSettings } from '../../src/core/contract/counter-settings';
import { expectProblem } from './expect-problem';
import { counterValue, form, freshName, post } from './http';
import { command, create, makeOwned } from './owned';

const site = inject('siteUrl');

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

test('a counter is made by a form for a program, too', async () => {
	const name = freshName();
	const body = `name=+${name.toUpperCase()}+&value=12&writes=owner&origins=&step=&listed=`;
	const { status, text } = await post(`${site}/api/counters`, { headers: form, body });
	expect([status, (JSON.parse(text) as OwnedCounter).name]).toEqual([201, name]);
	expect(await counterValue(site, name)).toBe(12);
});
