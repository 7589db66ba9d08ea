import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { headersFile } from '../core/http/security-headers.ts';
import { deployedSettings } from './check-settings.ts';

/**
 * Makes the output of a build fit Pages. The adapter writes for Workers; Pages takes the same output
 * as `_worker.js` once the files are gone that would lead wrangler to a Worker's configuration. Not
 * needed any longer when the adapter supports Pages, or the site is a Worker.
 */
export function pagesOutput(): AstroIntegration {
	let root: URL;
	return {
		name: 'pages-output',
		hooks: {
			'astro:config:done': ({ config }) => {
				root = config.root;
			},
			'astro:build:done': async ({ dir }) => {
				const { SITE_ORIGIN } = deployedSettings(fileURLToPath(root));
				await writeFile(new URL('_headers', dir), headersFile(SITE_ORIGIN));
				for (const path of [
					new URL('_worker.js/wrangler.json', dir),
					new URL('.assetsignore', dir),
					new URL('.wrangler/deploy', root),
				]) {
					await rm(path, { recursive: true, force: true });
				}
			},
		},
	};
}
