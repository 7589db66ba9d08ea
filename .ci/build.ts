/** What a build does beyond Astro's own part: it makes the output fit Pages, and the server small. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';
import { headersFile } from '../src/core/security-headers.ts';
import { root } from './site.ts';

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
 * so is the time that a new isolate takes to begin.
 */
function minifiedServer(): Plugin {
	return {
		name: 'minified-server',
		apply: 'build',
		configResolved: ({ environments }) => {
			const { ssr } = environments;
			if (ssr) ssr.build.minify = 'oxc';
		},
	};
}

/**
 * Leaves out of the server's bundle what the framework brings along and this site does not use:
 * actions and, only to check the configuration, a library of schemas. A module that asked one of
 * these for more would fail the build.
 */
function withoutUnused(): Plugin {
	const rest: Readonly<Record<string, string>> = {
		'actions/handler': 'export const handleAction = () => undefined;',
		'actions/runtime/server': 'export const ACTION_API_CONTEXT_SYMBOL = Symbol();',
		'core/csp/config': `export const ALGORITHMS = ${JSON.stringify({
			'SHA-256': 'sha256-',
			'SHA-384': 'sha384-',
			'SHA-512': 'sha512-',
		})};`,
	};
	const module =
		/\/astro\/dist\/(actions\/handler|actions\/runtime\/server|core\/csp\/config)\.js$/;
	return {
		name: 'without-unused',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'ssr',
		load: { filter: { id: module }, handler: (id) => rest[module.exec(id)?.[1] ?? ''] },
	};
}
