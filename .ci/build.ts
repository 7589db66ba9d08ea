/** What a build does beyond Astro's own part: it makes the output fit Pages, and the bundles small. */
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

/** The plugins that make the browser's two files: one for the page, one that its islands wake with. */
export function browserBundle(): Plugin[] {
	return [withoutHelpers(), shortNames()];
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
 * actions and, only to check the configuration, a library of schemas.
 */
function withoutUnused(): Plugin {
	return replaced('ssr', {
		'astro/dist/actions/handler': 'export const handleAction = () => undefined;',
		'astro/dist/actions/runtime/server': 'export const ACTION_API_CONTEXT_SYMBOL = Symbol();',
		'astro/dist/core/csp/config': `export const ALGORITHMS = ${JSON.stringify({
			'SHA-256': 'sha256-',
			'SHA-384': 'sha384-',
			'SHA-512': 'sha512-',
		})};`,
	});
}

/**
 * Leaves out of the browser's files what this site does not use: the loading of further files ahead
 * of time, of which there are none, and a second way to make Preact's nodes beside `h`.
 */
function withoutHelpers(): Plugin {
	return replaced('client', {
		'vite/preload-helper': 'export const __vitePreload = (load) => load();',
		'preact/jsx-runtime/dist/jsxRuntime.module': `
			import { Fragment, h } from 'preact';
			const jsx = (type, props, key) => h(type, { ...props, key });
			export { Fragment, jsx, jsx as jsxs };`,
	});
}

/**
 * Puts other code in the place of modules. Whoever asked one of these for more than is there would
 * fail the build.
 *
 * @param modules the code by the end of the module's path, without `.js`
 */
function replaced(
	environment: 'client' | 'ssr',
	modules: Readonly<Record<string, string>>,
): Plugin {
	const paths = new RegExp(`(${Object.keys(modules).join('|')})\\.js$`);
	return {
		name: `replaced-${environment}`,
		enforce: 'pre',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === environment,
		load: { filter: { id: paths }, handler: (id) => modules[paths.exec(id)?.[1] ?? ''] },
	};
}

/**
 * Gives the page's script a short name, which the file that it loads repeats, and takes the adapter's
 * stand-in for Node's `process` out of both.
 */
function shortNames(): Plugin {
	return {
		name: 'short-names',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		outputOptions: (options) => ({
			...options,
			entryFileNames: '_astro/page.[hash].js',
			banner: '',
		}),
	};
}
