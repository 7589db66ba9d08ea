import cloudflare from '@astrojs/cloudflare';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { pagesOutput, serverBundle, serverOnly } from './src/build/build.ts';
import { pagePolicy } from './src/core/http/security-headers.ts';
import { samples } from './src/tutorial/samples.ts';

const dev = process.argv.includes('dev');

export default defineConfig({
	output: 'server',
	adapter: cloudflare({
		imageService: 'passthrough',
		// In development both Workers run in one process; a build leaves the auxiliary one to wrangler.
		...(dev && { auxiliaryWorkers: [{ configPath: './src/durable-objects/wrangler.toml' }] }),
	}),
	session: false,
	integrations: [
		serverOnly(preact()),
		// The lessons show code through `samples` alone; their text is made HTML while the site is built.
		mdx({ syntaxHighlight: false, smartypants: false, optimize: { ignoreElementNames: ['h3'] } }),
		pagesOutput(),
	],
	build: { client: './pages/', server: './pages/_worker.js/', serverEntry: 'index.js' },
	outDir: './dist',
	// The cross-site rule of src/core/http/cross-site.ts stands in its place.
	security: {
		checkOrigin: false,
		csp: { directives: [...pagePolicy] },
	},
	markdown: { syntaxHighlight: false },
	devToolbar: { enabled: false },
	vite: {
		plugins: [samples(import.meta.dirname), ...serverBundle()],
		optimizeDeps: { include: ['preact/devtools'] },
	},
});
