import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { linkGlossary } from '../tutorial/link-glossary.ts';
import { lessonsFile, prerenderedPath } from '../tutorial/prerendered.ts';

/**
 * Renders the lessons while the site is built, as a prerendered page, and puts their HTML into a
 * static file that the server reads: they are the same for everybody.
 */
export function prerenderLessons(): AstroIntegration {
	return {
		name: 'prerender-lessons',
		hooks: {
			'astro:config:setup': ({ injectRoute }) => {
				const entrypoint = './src/tutorial/Prerendered.astro';
				injectRoute({ pattern: prerenderedPath, entrypoint, prerender: true });
			},
			'astro:build:done': async ({ dir }) => {
				const folder = new URL(`.${prerenderedPath}/`, dir);
				const html = await readFile(new URL('index.html', folder), 'utf8');
				await rm(folder, { recursive: true });
				const file = new URL(`.${lessonsFile}`, dir);
				await mkdir(new URL('.', file), { recursive: true });
				await writeFile(file, linkGlossary(html));
			},
		},
	};
}
