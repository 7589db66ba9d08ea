import { expect, inject, test } from 'vitest';
import { post, send } from './http';

const site = inject('siteUrl');

test.each(['GET', 'HEAD'])(
	'a %s of the catalogue of APIs has its media type and a link',
	async (method) => {
		const { status, headers } = await send(`${site}/.well-known/api-catalog`, { method });
		expect(status).toBe(200);
		expect(headers['content-type']).toMatch(/^application\/linkset\+json(;|$)/);
		expect(headers['link']).toBe('</.well-known/api-catalog>; rel="api-catalog"');
		expect(headers['access-control-allow-origin']).toBe('*');
	},
);

test('everything that the catalogue of APIs links to is there, with its media type', async () => {
	const { text } = await send(`${site}/.well-known/api-catalog`);
	const { linkset } = JSON.parse(text) as {
		linkset: Record<string, readonly { href: string; type: string }[]>[];
	};
	const links = linkset.flatMap(({ anchor: _, ...relations }) => Object.values(relations).flat());
	expect(links.length).toBe(2);
	for (const { href, type } of links) {
		const { status, headers } = await send(href);
		expect([status, headers['content-type']]).toEqual([200, expect.stringContaining(type)]);
	}
});

test('security.txt is plain text that has not expired', async () => {
	const { status, headers, text } = await send(`${site}/.well-known/security.txt`);
	expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
	const expires = /^Expires: (.+)$/m.exec(text)?.[1] ?? '';
	expect(Date.parse(expires)).toBeGreaterThan(Date.now());
	expect(text).toContain(`Canonical: ${site}/.well-known/security.txt`);
});

test('the files for programs are only read', async () => {
	for (const path of ['/.well-known/api-catalog', '/.well-known/security.txt']) {
		expect((await post(site + path)).status).toBe(405);
	}
});
