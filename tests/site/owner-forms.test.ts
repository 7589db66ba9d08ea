/** What an owner does without JavaScript. */
import { expect, inject, test } from 'vitest';
import { problems } from '../../src/core/contract/problem';
import { type Answer, browser, counterValue, form, freshName, post } from './http';
import { command, makeOwned, type Owned } from './owned';

const site = inject('siteUrl');

function submit({ name, token }: Owned, fields: Readonly<Record<string, string>>): Promise<Answer> {
	return post(`${site}/api/${name}/settings`, {
		headers: { ...browser, ...form },
		body: new URLSearchParams({ token, ...fields }).toString(),
	});
}

test('a form that makes a counter is answered with a page that shows the token, once', async () => {
	const name = freshName();
	const body = `return=%2Fnew&name=${name}&value=12&writes=everyone&origins=&step=1000`;
	const { status, headers, text } = await post(`${site}/api/counters`, {
		headers: { ...browser, ...form },
		body,
	});
	expect([status, headers['content-type']]).toEqual([201, 'text/html; charset=utf-8']);
	expect(headers['cache-control']).toBe('no-store');
	const [token = ''] = /dc_[\w-]{43}/.exec(text) ?? [];
	expect((await command({ name, token }, 'GET', '/settings')).status).toBe(200);
	expect(await counterValue(site, name)).toBe(12);
});

test('a form sets the value and goes back to the page of the settings', async () => {
	const owned = await makeOwned();
	const { status, headers } = await submit(owned, { do: 'set', value: '-12' });
	expect([status, headers['location']]).toEqual([303, `/counters/${owned.name}/settings?done=set`]);
	expect(await counterValue(site, owned.name)).toBe(-12);
});

test('a form changes the settings that it fills in', async () => {
	const owned = await makeOwned({ origins: ['https://a.example'], listed: true });
	const change = { do: 'change', writes: 'owner', step: '5', origins: '', listed: 'false' };
	const { status, headers } = await submit(owned, change);
	expect([status, headers['location']]).toEqual([
		303,
		`/counters/${owned.name}/settings?done=change`,
	]);
	const { text } = await command(owned, 'GET', '/settings');
	expect(JSON.parse(text)).toEqual({
		writes: 'owner',
		origins: ['https://a.example'],
		step: 5,
		listed: false,
	});
	await submit(owned, { do: 'change', origins: 'none' });
	expect(JSON.parse((await command(owned, 'GET', '/settings')).text)).toMatchObject({
		origins: [],
	});
});

test('a form makes a new token, which a page shows', async () => {
	const owned = await makeOwned();
	const { status, headers, text } = await submit(owned, { do: 'token' });
	expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
	const [token = ''] = /dc_[\w-]{43}/.exec(text) ?? [];
	expect(token).not.toBe(owned.token);
	expect((await command({ ...owned, token }, 'GET', '/settings')).status).toBe(200);
	expect((await command(owned, 'GET', '/settings')).status).toBe(403);
});

test('a form removes a counter only if it says that this is meant', async () => {
	const owned = await makeOwned({ value: 4 });
	const refused = await submit(owned, { do: 'remove' });
	expect(refused.status).toBe(422);
	expect(refused.text).toContain('cannot be had back');
	expect(await counterValue(site, owned.name)).toBe(4);
	const { status, headers } = await submit(owned, { do: 'remove', confirm: 'yes' });
	expect([status, headers['location']]).toEqual([
		303,
		`/counters/${owned.name}/settings?done=remove`,
	]);
	expect(await counterValue(site, owned.name)).toBe(0);
});

test.each([
	[{ token: '' }, 'unauthorized'],
	[{ token: `dc_${'x'.repeat(43)}` }, 'forbidden'],
	[{ value: 'many' }, 'invalid-field'],
	[{ do: 'read' }, 'invalid-field'],
] as const)('a form with %j is answered with the page of %s', async (fields, slug) => {
	const owned = await makeOwned({ value: 4 });
	const { status, headers, text } = await submit(owned, { do: 'set', value: '5', ...fields });
	expect([status, headers['content-type']]).toEqual([
		problems[slug].status,
		'text/html; charset=utf-8',
	]);
	expect(text).toContain(problems[slug].title);
	expect(text).not.toContain(owned.token);
	expect(await counterValue(site, owned.name)).toBe(4);
});

test('a form names the page of this site that it goes back to', async () => {
	const owned = await makeOwned();
	const { headers } = await submit(owned, { do: 'set', value: '1', return: '/counters' });
	expect(headers['location']).toBe('/counters');
	const elsewhere = await submit(owned, { do: 'set', value: '1', return: '//elsewhere.example' });
	expect(elsewhere.headers['location']).toBe(`/counters/${owned.name}/settings?done=set`);
});
