/** The pages on which a counter gets an owner, and on which the owner changes it. */
import { expect, inject, test } from 'vitest';
import { type Answer, browser, counterValue, form, freshName, post, send } from './http';

const site = inject('siteUrl');

function fields(values: Readonly<Record<string, string>>): string {
	return new URLSearchParams(values).toString();
}

/** Sends the form of `/new`, as a browser does: what is left empty goes along. */
function make(values: Readonly<Record<string, string>>): Promise<Answer> {
	const body = fields({
		return: '/new',
		name: '',
		value: '',
		writes: 'everyone',
		origins: '',
		step: '1000',
		listed: 'false',
		...values,
	});
	return post(`${site}/api/counters`, { headers: { ...browser, ...form }, body });
}

/** The token that a page shows. */
function tokenOf({ text }: Answer): string {
	const [token] = /dc_[\w-]{43}/.exec(text) ?? [];
	if (token === undefined) throw new Error(`no token in ${text}`);
	return token;
}

/** Sends one of the forms of a counter's settings. */
function submit(name: string, values: Readonly<Record<string, string>>): Promise<Answer> {
	const headers = { ...browser, ...form };
	return post(`${site}/api/${name}/settings`, { headers, body: fields(values) });
}

function page(path: string): Promise<Answer> {
	return send(site + path, { headers: browser });
}

test('the form makes a counter, and its page shows the token and the code for other pages', async () => {
	const name = freshName('own');
	const answer = await make({ name, value: '120' });
	expect(answer.status).toBe(201);
	expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
	expect(await counterValue(site, name)).toBe(120);
	const token = tokenOf(answer);
	for (const shown of [
		`<code>${token}</code>`,
		`Authorization: Bearer ${token}`,
		'this once',
		`${site}/badge/${name}.svg`,
		`href="/counters/${name}"`,
		`href="/counters/${name}/settings"`,
	]) {
		expect(answer.text).toContain(shown);
	}
});

test('the page with the token is stored nowhere, and no other site is told of it', async () => {
	const { headers, text } = await make({ name: freshName('own') });
	expect(headers['cache-control']).toBe('no-store');
	expect(text).toContain('<meta name="referrer" content="no-referrer"');
	expect(text).toContain('<meta name="robots" content="noindex"');
	expect(text).not.toContain('rel="canonical"');
});

test('the page with the token has no address of its own', async () => {
	const { status, text } = await page('/created');
	expect(status).toBe(404);
	expect(text).not.toContain('token');
});

test('a counter without a name gets an address that nobody can guess, and no code for other pages', async () => {
	const answer = await make({ value: '5' });
	expect(answer.status).toBe(201);
	const [, id = ''] = /\/counters\/([0-9a-f]{64})"/.exec(answer.text) ?? [];
	expect(await counterValue(site, id)).toBe(5);
	expect(answer.text).toContain(`<code>${site}/counters/${id}</code>`);
	expect(answer.text).not.toContain('Show it elsewhere');
	const { text } = await page(`/counters/${id}`);
	expect(text).toContain('Whoever has the address of this page can read the counter');
	expect(text).not.toContain('Show it elsewhere');
});

test('a counter without a name to which only its owner writes gives no power away: it can be shown', async () => {
	const answer = await make({ writes: 'owner' });
	const [, id = ''] = /\/counters\/([0-9a-f]{64})"/.exec(answer.text) ?? [];
	expect(answer.text).toContain('Show it elsewhere');
	const { text } = await page(`/counters/${id}`);
	expect(text).toContain('Show it elsewhere');
	expect(text).toContain('Only its owner writes');
	expect(text).toContain('<meta name="robots" content="noindex"');
	expect(text).not.toContain(`action="/api/${id}/increment"`);
});

test('a refused form leads back to what was typed', async () => {
	const name = freshName('own');
	await post(`${site}/api/${name}/increment`);
	const answer = await make({ name, value: '7', writes: 'owner', step: '5' });
	expect(answer.status).toBe(409);
	const [, back = ''] = /<a class="button" href="([^"]*)"/.exec(answer.text) ?? [];
	const { text } = await page(back.replaceAll('&amp;', '&').replaceAll('&#38;', '&'));
	for (const [field, value] of [
		['name', name],
		['value', '7'],
		['step', '5'],
	]) {
		const [input = ''] = new RegExp(`<input[^>]*name="${field}"[^>]*>`).exec(text) ?? [];
		expect(input).toContain(`value="${value}"`);
	}
	expect(/<input[^>]*id="writes-owner"[^>]*>/.exec(text)?.[0]).toContain('checked');
});

test('the page of a counter to which only its owner writes has no form to write with', async () => {
	const name = freshName('own');
	await make({ name, writes: 'owner' });
	const { text } = await page(`/counters/${name}`);
	expect(text).toContain('Only its owner writes');
	expect(text).not.toMatch(/<button[^>]*type="submit"/);
	expect(text).toContain('Show it elsewhere');
	expect(text).toContain(`href="/counters/${name}/settings"`);
});

test('the forms of an owner set the value, change the settings, make a new token and remove', async () => {
	const name = freshName('own');
	const first = tokenOf(await make({ name }));
	const settings = `/counters/${name}/settings`;

	const set = await submit(name, { do: 'set', value: '-40', token: first });
	expect([set.status, set.headers['location']]).toEqual([303, `${settings}?done=set`]);
	expect(await counterValue(site, name)).toBe(-40);
	expect((await page(`${settings}?done=set`)).text).toContain('The value is set.');

	const change = { do: 'change', writes: 'owner', origins: '', step: '9', listed: 'true' };
	const changed = await submit(name, { ...change, token: first });
	expect([changed.status, changed.headers['location']]).toEqual([303, `${settings}?done=change`]);
	const { text } = await page(`${settings}?done=change`);
	expect(text).toContain('The settings are changed.');
	expect(/<input[^>]*id="writes-owner"[^>]*>/.exec(text)?.[0]).toContain('checked');
	expect(/<input[^>]*id="listed-true"[^>]*>/.exec(text)?.[0]).toContain('checked');
	expect(/<input[^>]*id="step"[^>]*>/.exec(text)?.[0]).toContain('value="9"');

	const renewed = await submit(name, { do: 'token', token: first });
	expect(renewed.status).toBe(200);
	expect(renewed.headers['cache-control']).toBe('no-store');
	const second = tokenOf(renewed);
	expect(second).not.toBe(first);
	expect((await submit(name, { do: 'set', value: '1', token: first })).status).toBe(403);

	const unconfirmed = await submit(name, { do: 'remove', token: second });
	expect(unconfirmed.status).toBe(422);
	expect(await counterValue(site, name)).toBe(-40);
	const removed = await submit(name, { do: 'remove', confirm: 'yes', token: second });
	expect([removed.status, removed.headers['location']]).toEqual([303, `${settings}?done=remove`]);
	expect((await page(`${settings}?done=remove`)).text).toContain('The counter is removed');
	expect(await counterValue(site, name)).toBe(0);
	// The name is free again.
	expect((await make({ name })).status).toBe(201);
});

test('a wrong token changes nothing, and its problem leads back to the settings', async () => {
	const name = freshName('own');
	await make({ name, value: '3' });
	const answer = await submit(name, { do: 'set', value: '9', token: 'dc_wrong' });
	expect(answer.status).toBe(403);
	expect(answer.text).toContain(`href="/counters/${name}/settings"`);
	expect(await counterValue(site, name)).toBe(3);
	const { text } = await page(`/counters/${name}/settings`);
	expect(text).not.toContain('The value is set.');
});

test('the settings of a counter are stored nowhere, and do not tell the pages that may write', async () => {
	const name = freshName('own');
	await make({ name, origins: 'https://secret.example' });
	const { headers, text } = await page(`/counters/${name}/settings`);
	expect(headers['cache-control']).toBe('no-store');
	expect(text).toContain('<meta name="robots" content="noindex"');
	expect(text).not.toContain('secret.example');
});

test('the settings of a counter without an owner say so, and have no form', async () => {
	const name = freshName('own');
	const unused = await page(`/counters/${name}/settings`);
	expect(unused.text).toContain(`href="/new?name=${name}"`);
	await post(`${site}/api/${name}/increment`);
	for (const query of ['', '?done=set', '?done=change', '?done=remove', '?done=%3Cb%3E']) {
		const { status, text } = await page(`/counters/${name}/settings${query}`);
		expect(status).toBe(200);
		expect(text).toContain('This counter has no owner');
		expect(text).not.toContain('<form');
		expect(text).not.toContain('role="status"');
	}
});

test('the settings of a name that nobody can own do not offer to make it', async () => {
	for (const name of ['counter-1', 'health', `demo-${'0'.repeat(32)}`]) {
		const { text } = await page(`/counters/${name}/settings`);
		expect(text).toContain('This counter has no owner');
		expect(text).not.toContain(`?name=${name}`);
	}
});

test('the settings of no name are nowhere, and those of a name with capitals are found', async () => {
	expect((await page('/counters/-/settings')).status).toBe(404);
	const { status, headers } = await page('/counters/My-Counter/settings');
	expect([status, headers['location']]).toEqual([308, '/counters/my-counter/settings']);
	const name = `${freshName('own')}.html`;
	await make({ name });
	expect((await page(`/counters/${name}/settings`)).text).toContain('Set the value');
});
