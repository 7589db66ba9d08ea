/** The page that makes a counter with an owner, and the one that shows the token. */
import { expect, inject, test } from 'vitest';
import { counterValue, freshName, post } from './http';
import { make, page, tokenOf } from './owner-pages';

const site = inject('siteUrl');

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

test('the page with the token is stored nowhere, and no other site learns of it', async () => {
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
