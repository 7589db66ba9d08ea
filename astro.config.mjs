import { rm, writeFile } from 'node:fs/promises';
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
	},
});
