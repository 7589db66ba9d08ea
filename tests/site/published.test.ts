import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/site-process.ts';

/** All that a build may publish; a hash stands as `#`. */
const published = [
	/^_astro\/[\w.-]+\.#\.(?:js|css)$/,
	/^(?:_headers|_routes\.json|favicon\.svg)$/,
	/^(?:apple-touch-icon|icon-192|icon-512)\.png$|^site\.webmanifest$/,
];

/** The site's Worker: Pages runs it and never serves it. */
const worker = /^_worker\.js\//;

test('the published folder holds nothing that is not meant to be public', async () => {
	const folder = join(root, 'dist/pages');
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.map((path) => path.replaceAll('\\', '/'))
		.filter((path) => !worker.test(path));
	expect(files.length).toBeGreaterThan(3);
	const unknown = files
		.map((path) => path.replace(/\.[\w-]{8}\.(js|css)$/, '.#.$1'))
		.filter((path) => !published.some((pattern) => pattern.test(path)));
	expect(unknown).toEqual([]);
});

test('nothing is left that would lead wrangler to another configuration', async () => {
	const hidden = await readdir(join(root, 'dist/pages/_worker.js'));
	expect(hidden).not.toContain('wrangler.json');
	const state = await readdir(join(root, '.wrangler')).catch(() => []);
	expect(state).not.toContain('deploy');
});
