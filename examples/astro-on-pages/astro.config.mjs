import { rm } from 'node:fs/promises';
import cloudflare from '@astrojs/cloudflare';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';

/** The adapter writes for Workers. Without these files Pages takes the same output as its own. */
const forPages = {
	name: 'for-pages',
	hooks: {
		'astro:build:done': async ({ dir }) => {
			await rm(new URL('_worker.js/wrangler.json', dir));
			await rm(new URL('.assetsignore', dir), { force: true });
			await rm(new URL('../../.wrangler/deploy', dir), { recursive: true, force: true });
		},
	},
};

export default defineConfig({
	output: 'server',
	adapter: cloudflare({ imageService: 'passthrough' }),
	session: false,
	integrations: [preact(), forPages],
	build: { client: './pages/', server: './pages/_worker.js/', serverEntry: 'index.js' },
	outDir: './dist',
});
