import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';
import { send } from './http';

const site = inject('siteUrl');
const folder = join(root, 'dist/pages');

/** All that a build may publish; `#` replaces a hash. */
const published = [
	/^_astro\/[\w.-]+\.#\.(?:js|css)$/,
	/^(?:_headers|_redirects|_routes\.json|\.assetsignore|404\.html|lessons\/prerendered\.txt)$/,
	/^(?:apple-touch-icon|icon-192|icon-512|link-picture)\.png$/,
	/^lessons\/[a-z-]+\.md$/,
	/^link-pictures\/[a-z-]+\.png$/,
	/^(?:favicon\.svg|site\.webmanifest|embed\.js)$/,
];

/**
 * The site's Worker, what it reads itself, what configures Pages or a Worker's static files, and what
 * Pages shows when no function runs: none is ever served.
 */
const neverServed =
	/^(?:_worker\.js\/|(?:_headers|_redirects|_routes\.json|\.assetsignore|404\.html|lessons\/prerendered\.txt)$)/;

async function files(): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.map((path) => path.replaceAll('\\', '/'));
}

test('the published folder holds nothing that is not meant to be public', async () => {
	const publicFiles = (await files()).filter((path) => !path.startsWith('_worker.js/'));
	expect(publicFiles.length).toBeGreaterThan(3);
	const unknown = publicFiles
		.map((path) => path.replace(/\.[\w-]{8}\.(js|css)$/, '.#.$1'))
		.filter((path) => !published.some((pattern) => pattern.test(path)));
	expect(unknown).toEqual([]);
});

test('what is not public is not served under an address with an encoded slash either', async () => {
	const hidden = (await files()).filter((path) => neverServed.test(path) && !/chunks/.test(path));
	expect(hidden.length).toBeGreaterThan(5);
	for (const path of hidden) {
		const address = `/%2F${path.replaceAll('/', '%2f')}`;
		expect((await send(site + address)).status, address).toBe(404);
	}
});

test('a build leaves nothing that would lead wrangler to another configuration', async () => {
	const worker = await readdir(join(folder, '_worker.js'));
	expect(worker).not.toContain('wrangler.json');
	const state = await readdir(join(root, '.wrangler')).catch(() => []);
	expect(state).not.toContain('deploy');
});

test('no file on disk costs a call of the function', async () => {
	const routes = JSON.parse(await readFile(join(folder, '_routes.json'), 'utf8'));
	const { include, exclude } = routes as Record<'include' | 'exclude', string[]>;
	expect(include).toEqual(['/*']);
	const served = (await files())
		.filter((path) => !neverServed.test(path))
		.map((path) => `/${path}`);
	expect(served.length).toBeGreaterThan(8);
	const isExcluded = (path: string): boolean =>
		exclude.some((rule) =>
			new RegExp(`^${rule.split('*').map(RegExp.escape).join('.*')}$`).test(path),
		);
	expect(served.filter((path) => !isExcluded(path))).toEqual([]);
});

test('every file with a hash in its name is cached for a year, and no other', async () => {
	for (const name of await readdir(join(folder, '_astro'))) {
		expect(name).toMatch(/\.[\w-]{8}\.\w+$/);
		const { headers } = await send(`${site}/_astro/${name}`);
		expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
	}
	const { headers } = await send(`${site}/favicon.svg`);
	expect(headers['cache-control']).not.toContain('immutable');
});
