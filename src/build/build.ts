/** What a build does beyond Astro's own part: it makes the output fit Pages, and the bundles small. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';
import { headersFile } from '../core/http/security-headers.ts';
import { root } from '../../scripts/site-process.ts';

/** The plugins that make the server's bundle. */
export function serverBundle(): Plugin[] {
	return [ownEntry(), minifiedServer()];
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
 * Lets a framework render components on the server alone, without a renderer for the browser: there
 * src/islands/awake.ts brings them to life.
 */
export function serverOnly(framework: AstroIntegration): AstroIntegration {
	const setup = framework.hooks['astro:config:setup'];
	return {
		...framework,
		hooks: {
			...framework.hooks,
			'astro:config:setup': (options) =>
				setup?.({
					...options,
					addRenderer: ({ clientEntrypoint, ...renderer }) => options.addRenderer(renderer),
				}),
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
