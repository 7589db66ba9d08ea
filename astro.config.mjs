import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import cloudflare from '@astrojs/cloudflare';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { headersFile, pagePolicy } from './src/core/security-headers.ts';

const dev = process.argv.includes('dev');

/**
 * The adapter writes for Workers; Pages takes the same output as `_worker.js` once the files that
 * would send wrangler to a Worker's configuration are gone.
 *
 * @returns {import('astro').AstroIntegration}
 */
function pagesOutput() {
	return {
		name: 'pages-output',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				await writeFile(new URL('_headers', dir), headersFile());
				for (const path of [
					new URL('_worker.js/wrangler.json', dir),
					new URL('.assetsignore', dir),
					new URL('.wrangler/deploy', import.meta.url),
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
 *
 * @returns {import('vite').Plugin}
 */
function ownEntry() {
	return {
		name: 'own-entry',
		enforce: 'pre',
		resolveId: {
			filter: { id: /^@astrojs\/cloudflare\/entrypoints\/server$/ },
			handler: () => fileURLToPath(new URL('src/worker.ts', import.meta.url)),
		},
	};
}

/**
 * Minifies the server's bundle, which `vite.build.minify` does not reach: it is a third smaller, and
 * so is the time that a new isolate takes to begin.
 *
 * @returns {import('vite').Plugin}
 */
function minifiedServer() {
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
 *
 * @returns {import('vite').Plugin}
 */
function withoutUnused() {
	/** @type {Readonly<Record<string, string>>} */
	const rest = {
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

export default defineConfig({
	output: 'server',
	adapter: cloudflare({
		imageService: 'passthrough',
		// In development both Workers run in one process; a build leaves the auxiliary one to wrangler.
		...(dev && { auxiliaryWorkers: [{ configPath: './src/durable-objects/wrangler.toml' }] }),
	}),
	session: false,
	integrations: [preact(), pagesOutput()],
	build: { client: './pages/', server: './pages/_worker.js/', serverEntry: 'index.js' },
	outDir: './dist',
	// The cross-site rule of src/core/cross-site.ts stands in its place.
	security: {
		checkOrigin: false,
		csp: { directives: [...pagePolicy] },
	},
	markdown: { syntaxHighlight: false },
	devToolbar: { enabled: false },
	vite: {
		optimizeDeps: { include: ['preact/devtools'] },
		plugins: [ownEntry(), minifiedServer(), withoutUnused()],
	},
});
