import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';
import { linkGlossary } from '../tutorial/link-glossary.ts';
import { prerenderedPath } from '../tutorial/prerendered.ts';

/** The module whose default export is the lessons as HTML. */
const moduleName = 'virtual:prerendered-lessons';

/** The text of that module until Astro has rendered the lessons, which needs the finished bundle. */
const mark = '@@prerendered-lessons@@';

/**
 * Renders the lessons while the site is built, as a prerendered page, and puts their HTML into the
 * server's bundle as a string: they are the same for everybody.
 */
export function prerenderLessons(): AstroIntegration {
	return {
		name: 'prerender-lessons',
		hooks: {
			'astro:config:setup': ({ injectRoute, updateConfig }) => {
				const entrypoint = './src/tutorial/Prerendered.astro';
				injectRoute({ pattern: prerenderedPath, entrypoint, prerender: true });
				updateConfig({ vite: { plugins: [markedModule()] } });
			},
			'astro:build:done': async ({ dir }) => {
				const folder = new URL(`.${prerenderedPath}/`, dir);
				const html = await readFile(new URL('index.html', folder), 'utf8');
				await rm(folder, { recursive: true });
				await replaceMark(fileURLToPath(new URL('_worker.js', dir)), linkGlossary(html));
			},
		},
	};
}

function markedModule(): Plugin {
	return {
		name: 'prerendered-lessons',
		resolveId: (source) => (source === moduleName ? `\0${moduleName}` : undefined),
		load: (id) => (id === `\0${moduleName}` ? `export default ${JSON.stringify(mark)}` : undefined),
	};
}

/** Replaces the string that is the mark in the one module that has it. */
async function replaceMark(folder: string, text: string): Promise<void> {
	const marked = new RegExp(`(["'\`])${mark}\\1`);
	const names = await readdir(folder, { recursive: true });
	for (const name of names.filter((name) => name.endsWith('js'))) {
		const file = join(folder, name);
		const code = await readFile(file, 'utf8');
		if (!marked.test(code)) continue;
		return writeFile(
			file,
			code.replace(marked, () => JSON.stringify(text)),
		);
	}
	throw new Error('No module of the server has a place for the lessons.');
}
