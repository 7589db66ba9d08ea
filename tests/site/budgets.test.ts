import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { send } from './http';

const site = inject('siteUrl');
const pages = join(root, 'dist/pages');

const kibibyte = 1024;

/** The bytes of some texts when each is sent by itself, compressed. */
function weight(texts: readonly (string | Uint8Array)[]): number {
	return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

function files(folder: string, pattern: RegExp): readonly string[] {
	return readdirSync(join(pages, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => pattern.test(name))
		.map((name) => join(pages, folder, name));
}

function read(path: string): string {
	return readFileSync(join(pages, path), 'utf8');
}

/** The paths of a page's scripts and of all that they import, at once or when they are used. */
function scripts(html: string): ReadonlySet<string> {
	const found = new Set<string>();
	const open = [...html.matchAll(/<script[^>]* src="([^"]+)"/g)];
	const rest = open.map(([, path = '']) => path);
	for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
		if (found.has(path)) continue;
		found.add(path);
		for (const [, imported = ''] of read(path).matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g)) {
			rest.push(`/_astro/${imported}`);
		}
	}
	return found;
}

describe('the first page', async () => {
	const { text: html } = await send(`${site}/`);

	test('brings at most 14 KiB of JavaScript with every demo, what stands in it included', () => {
		const paths = scripts(html);
		expect([...paths].map((path) => /\w+/.exec(path.replace('/_astro/', ''))?.[0]).sort()).toEqual([
			'awake',
			'page',
		]);
		const inline = [
			...html.matchAll(/<script(?![^>]* (?:src|type="application))[^>]*>(.*?)<\/script>/gs),
		];
		const bytes = weight([...[...paths].map(read), ...inline.map(([, code = '']) => code)]);
		console.log(`JavaScript on the first page: ${bytes} bytes`);
		expect(bytes).toBeLessThanOrEqual(14 * kibibyte);
	});

	test('loads every script that was built', () => {
		expect([...scripts(html)].sort()).toEqual(
			files('_astro', /\.js$/)
				.map((path) => `/_astro/${basename(path)}`)
				.sort(),
		);
	});

	test('brings at most 10 KiB of styles', () => {
		const sheets = [...html.matchAll(/<link[^>]* href="(\/_astro\/[^"]+\.css)"/g)];
		const inline = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)];
		const bytes = weight([
			...sheets.map(([, path = '']) => read(path)),
			...inline.map(([, text = '']) => text),
		]);
		console.log(`styles on the first page: ${bytes} bytes`);
		expect(sheets.length + inline.length).toBeGreaterThan(0);
		expect(bytes).toBeLessThanOrEqual(10 * kibibyte);
	});
});

test('the server’s bundle has at most 140 KiB', () => {
	const modules = files('_worker.js', /\.m?js$/).map((path) => readFileSync(path));
	const bytes = gzipSync(Buffer.concat(modules), { level: 9 }).length;
	console.log(`the server's bundle: ${bytes} bytes`);
	expect(modules.length).toBeGreaterThan(10);
	expect(bytes).toBeLessThanOrEqual(140 * kibibyte);
});

test('no file on disk costs a call of the function', () => {
	const { include, exclude } = JSON.parse(read('_routes.json')) as Record<string, string[]>;
	expect(include).toEqual(['/*']);
	const served = files('', /./)
		.map((path) => path.slice(pages.length).replaceAll('\\', '/'))
		.filter(
			(path) =>
				/\/[^/]+\.\w+$/.test(path) &&
				!/^\/_(?:worker\.js(?:\/|$)|routes\.json$|headers$)/.test(path),
		);
	expect(served.length).toBeGreaterThan(8);
	const covered = (path: string): boolean =>
		(exclude ?? []).some((rule) =>
			rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule,
		);
	expect(served.filter((path) => !covered(path))).toEqual([]);
});

test('every file with a hash in its name is kept for good, and no other', async () => {
	for (const name of readdirSync(join(pages, '_astro'))) {
		expect(name).toMatch(/\.[\w-]{8}\.\w+$/);
		const { headers } = await send(`${site}/_astro/${name}`);
		expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
	}
	const { headers } = await send(`${site}/favicon.svg`);
	expect(headers['cache-control']).not.toContain('immutable');
});
