import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { root, type Site, startFiles } from '../../scripts/site-process.ts';
import { expectSecurityHeaders } from './expect-security-headers';
import { browser, form, freshName, post, send } from './http';

/** The site as Pages serves it when the day's requests are used up: its files, and no function. */
let files: Site;
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'durable-counters-'));
	const isFile = (path: string): boolean => !/_worker\.js|_routes\.json/.test(path);
	await cp(join(root, 'dist/pages'), folder, { recursive: true, filter: isFile });
	files = await startFiles(folder);
});
afterAll(async () => {
	await files?.stop();
	await rm(folder, { recursive: true, force: true });
});

test.each([
	`/counters/${freshName()}`,
	`/api/${freshName()}/value`,
	'/no/such/%ff',
	'/_astro/gone.js',
])(
	'without requests, a GET of %s gets the page that says when it ends, and stores nothing',
	async (path) => {
		const answer = await send(files.url + path, { headers: browser });
		expect(answer.status).toBe(404);
		expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
		expect(answer.headers['cache-control']).toBe('no-store');
		expect(answer.text).toContain('Back at 00:00 UTC');
		expectSecurityHeaders(answer);
	},
);

test('without requests, a form and a write get a bare 405, since Pages takes no POST', async () => {
	const url = `${files.url}/api/${freshName()}/increment`;
	for (const headers of [{ ...browser, ...form }, {}]) {
		const { status, text } = await post(url, { headers });
		expect([status, text]).toEqual([405, '']);
	}
});

test('without requests, files on disk are served as before', async () => {
	const { status, headers } = await send(`${files.url}/favicon.svg`);
	expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml']);
});

test('the page for a day without requests is valid and loads nothing but the icon', async () => {
	const { text } = await send(`${files.url}/nowhere`);
	const { results } = await new HtmlValidate({
		root: true,
		extends: ['html-validate:recommended'],
		rules: { 'void-style': 'off', 'doctype-style': 'off' },
	}).validateString(text);
	expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
	const loaded = Array.from(
		text.matchAll(/\b(?:src|href|url)\s*[=(]\s*"?([^")>\s]*)/g),
		([, to]) => to,
	);
	expect(loaded).toEqual(['/favicon.svg', '?']);
});

test.each(['/404', '/404.html', '/404/', '/nowhere'])(
	'while the function runs, %s shows the site’s own page of an unknown address',
	async (path) => {
		const { status, text } = await send(inject('siteUrl') + path, { headers: browser });
		expect(status).toBe(404);
		expect(text).toContain('There is nothing at this address');
		expect(text).not.toContain('00:00 UTC');
	},
);
