import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'vite';
import { embedScript as path } from '../core/contract/paths.ts';

/**
 * Builds the script of the widget as one file at an address that never changes, since pages of other
 * sites name it.
 */
export function embedScript(): AstroIntegration {
	return {
		name: 'embed-script',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				await bundle(fileURLToPath(dir));
			},
			'astro:server:setup': ({ server }) => {
				server.middlewares.use(path, async (_request, response) => {
					response.setHeader('Content-Type', 'text/javascript');
					response.setHeader('Access-Control-Allow-Origin', '*');
					response.end(await bundle());
				});
			},
		},
	};
}

/**
 * @param folder where the file is written; it is not written if absent
 * @returns its text
 */
async function bundle(folder?: string): Promise<string> {
	const result = await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: {
			target: 'es2022',
			minify: 'oxc',
			write: folder !== undefined,
			...(folder !== undefined && { outDir: folder }),
			emptyOutDir: false,
			modulePreload: { polyfill: false },
			rolldownOptions: {
				input: fileURLToPath(new URL('../embed/durable-counter.ts', import.meta.url)),
				output: { entryFileNames: path.slice(1) },
			},
		},
	});
	const [output] = Array.isArray(result) ? result : [result];
	const [chunk] = output && 'output' in output ? output.output : [];
	if (chunk === undefined) throw new Error('The script of the widget was not built.');
	return chunk.code;
}
