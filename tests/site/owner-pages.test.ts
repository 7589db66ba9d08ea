/** The pages on which an owner changes a counter, and what others see there. */
import { expect, inject, test } from 'vitest';
import { counterValue, freshName, post } from './http';
import { make, page, submit, tokenOf } from './owner-pages';

const site = inject('siteUrl');

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

test('the settings of a counter are stored nowhere, and do not reveal the pages that may write', async () => {
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
