/** What a build does beyond Astro's own part: it makes the output fit Pages, and the server small. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';
import { headersFile } from '../src/core/security-headers.ts';
import { root } from './site.ts';
import { unused } from './unused.ts';

/** The plugins that make the server's bundle. */
export function serverBundle(): Plugin[] {
	return [ownEntry(), minifiedServer(), withoutUnused()];
}

/**
 * The adapter writes for Workers; Pages takes the same output as `_worker.js` once the files that
 * would send wrangler to a Worker's configuration are gone.
 */
export function pagesOutput(): AstroIntegration {
	return {
		name: 'pages-output',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				await writeFile(new URL('_headers', dir), headersFile());
				for (const path of [
					new URL('_worker.js/wrangler.json', dir),
					new URL('.assetsignore', dir),
					join(root, '.wrangler/deploy'),
				]) {
					await rm(path, { recursive: true, force: true });
				}
			},
		},
	};
}

/**
 * Puts src/worker.ts in the place of the adapter's entry. A Worker's configuration would name it as
 * `main`, which that of a Pages project cannot have.
 */
function ownEntry(): Plugin {
	return {
		name: 'own-entry',
		enforce: 'pre',
		resolveId: {
			filter: { id: /^@astrojs\/cloudflare\/entrypoints\/server$/ },
			handler: () => join(root, 'src/worker.ts'),
		},
	};
}

/**
 * Minifies the server's bundle, which `vite.build.minify` does not reach: it is a third smaller, and
 * so is the time that a new isolate takes to begin. To make a format of dates counts as free of
 * effects: Astro makes one for its log, which takes longer than all else that an isolate begins with.
 */
function minifiedServer(): Plugin {
	return {
		name: 'minified-server',
		apply: 'build',
		configEnvironment: (name) =>
			name === 'ssr'
				? {
						build: {
							minify: 'oxc',
							rolldownOptions: { treeshake: { manualPureFunctions: ['Intl.DateTimeFormat'] } },
						},
					}
				: undefined,
	};
}

/**
 * Leaves out of the server's bundle what `unused` lists. A module that asked one of these for more
 * than it lists would fail the build, and so does an entry that no module asks for any longer.
 */
function withoutUnused(): Plugin {
	const left = new Set(unused.keys());
	return {
		name: 'without-unused',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'ssr',
		load: {
			filter: { id: /\/node_modules\/(?:astro|@astrojs)\/.*\.js$/ },
			handler(id) {
				const [, path = ''] = /\/node_modules\/(.*)\.js$/.exec(id) ?? [];
				left.delete(path);
				return unused.get(path);
			},
		},
		buildEnd(error) {
			if (!error && left.size > 0) this.error(`Nothing loads ${[...left].join(', ')} any longer.`);
		},
	};
}
