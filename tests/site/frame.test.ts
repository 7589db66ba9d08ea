import { expect, inject, test } from 'vitest';
import { browser, form, freshName, post, randomAddress, send } from './http';
import { create } from './owned';

const site = inject('siteUrl');

test('a frame’s page may be framed by every site, isolated ones too, and has the other headers', async () => {
	const { status, headers, text } = await send(`${site}/embed/${freshName()}`);
	expect(status).toBe(200);
	const policy = String(headers['content-security-policy']);
	expect(policy.match(/frame-ancestors[^;]*/g)).toEqual(['frame-ancestors *']);
	expect(policy).toContain("default-src 'none'");
	expect(policy).toContain("form-action 'self'");
	expect(policy).not.toContain('unsafe');
	expect(headers).toMatchObject({
		'cache-control': 'no-store',
		'cross-origin-resource-policy': 'cross-origin',
		'x-content-type-options': 'nosniff',
	});
	expect(text).toContain('<meta name="robots" content="noindex"');
});

test('a frame’s page shows the value in its HTML, with a form that returns to it', async () => {
	const name = freshName();
	await post(`${site}/api/${name}/increment`);
	const path = `/embed/${name}?label=My%20%3Cb%3E`;
	const { text } = await send(site + path);
	expect(text).toMatch(/<output[^>]*>1<\/output>/);
	expect(text).toContain('My &lt;b&gt;');
	const headers = { ...browser, ...form, 'Sec-Fetch-Site': 'same-origin' };
	const body = new URLSearchParams({ amount: '1', return: path }).toString();
	const answer = await post(`${site}/api/${name}/increment`, { headers, body });
	expect([answer.status, answer.headers['location']]).toEqual([303, path]);
});

test('a problem of a frame’s form is shown by the frame’s page, with its status', async () => {
	const path = `/embed/${freshName()}?mode=like`;
	const headers = { ...browser, ...form };
	const body = new URLSearchParams({ amount: '0', return: path }).toString();
	const answer = await post(`${site}/api/${freshName()}/increment`, { headers, body });
	expect(answer.status).toBe(422);
	expect(answer.text).toContain('<durable-counter');
	expect(answer.text).toMatch(/role="alert"[^>]*>[^<]*amount/);
	expect(String(answer.headers['content-security-policy'])).toContain('frame-ancestors *');
});

test.each(['value', 'visit'])('a frame in the mode %s has no button', async (mode) => {
	const { text } = await send(`${site}/embed/${freshName()}?mode=${mode}`);
	expect(text).not.toContain('<button');
});

test('a private counter has no frame', async () => {
	const { text } = await post(`${site}/api/counters`, { client: randomAddress() });
	const { id } = JSON.parse(text) as { id: string };
	const { status, headers } = await send(`${site}/embed/${id}`);
	expect(status).toBe(404);
	expect(String(headers['content-security-policy'])).toContain("frame-ancestors 'none'");
	expect((await send(`${site}/embed/-`)).status).toBe(404);
});

test('a counter without a name to which only its owner writes has a frame without a button', async () => {
	const { text } = await create({ writes: 'owner' });
	const { id } = JSON.parse(text) as { id: string };
	const frame = await send(`${site}/embed/${id}?mode=count`);
	expect(frame.status).toBe(200);
	expect(frame.text).not.toContain('<button');
});

test('a read says what the page that asks may do', async () => {
	const url = `${site}/api/${freshName()}/value`;
	const access = async (headers: Readonly<Record<string, string>>): Promise<unknown> =>
		(await send(url, { headers })).headers['counter-access'];
	expect(await access({})).toBe('read, watch, write');
	expect(await access({ 'Sec-Fetch-Site': 'same-origin' })).toBe('read, watch, write');
	const elsewhere = { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' };
	expect(await access(elsewhere)).toBe('read');
	const { headers } = await send(url);
	const unchanged = { ...elsewhere, 'If-None-Match': String(headers['etag']) };
	expect(await access(unchanged)).toBe('read');
});
