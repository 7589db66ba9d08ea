import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { headersFile } from '../core/http/security-headers.ts';
import { deployedSettings } from './check-settings.ts';

/**
 * What of the output is no public file of a Worker with static files: Pages knows that by itself, and
 * it alone shows `404.html` when no function runs.
 */
const assetsIgnore = ['_worker.js', '_routes.json', '404.html', ''].join('\n');

/**
 * Makes the output of a build fit Pages. The adapter writes for Workers; Pages takes the same output
 * as `_worker.js` once the files are gone that would lead wrangler to a Worker's configuration, and
 * `src/worker` takes it as a Worker again. Not needed any longer when the adapter supports Pages.
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
				const style = await styleSource(new URL('404.html', dir));
				await writeFile(new URL('_headers', dir), headersFile(SITE_ORIGIN, style));
				await writeFile(new URL('.assetsignore', dir), assetsIgnore);
				for (const path of [
					new URL('_worker.js/wrangler.json', dir),
					new URL('.wrangler/deploy', root),
				]) {
					await rm(path, { recursive: true, force: true });
				}
			},
		},
	};
}

/**
 * The source by which a policy allows the style sheet within a page.
 *
 * @throws if the page has none, or several
 */
async function styleSource(page: URL): Promise<string> {
	const sheets = [...(await readFile(page, 'utf8')).matchAll(/<style>([\s\S]*?)<\/style>/g)];
	const [[, sheet] = []] = sheets;
	if (sheet === undefined || sheets.length > 1)
		throw new Error(`${page.pathname} has no one style.`);
	return `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`;
}
