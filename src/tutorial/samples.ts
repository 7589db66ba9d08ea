import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { highlight } from './highlight.ts';
import { extractRegion } from './region.ts';

/** A piece of this project's source, ready to be shown. */
export interface Sample {
	/** The path of the file from the folder of the project. */
	readonly path: string;
	/** The first and the last line of the piece in its file, from 1. */
	readonly lines: readonly [number, number];
	/** The code, marked up. */
	readonly html: string;
}

/** How the address of a sample begins, in an import. */
export const samplePrefix = 'sample:';

/** Ends a module's id like no file name, so that no other plugin compiles the sample. */
const suffix = '.sample';

/**
 * Lets a lesson import a region of a source file, or the whole file, as a {@link Sample}:
 * `import change from 'sample:src/durable-objects/writes.ts#change'`. It is cut out and marked up
 * while the site is built; a file or a region that is missing fails the build.
 *
 * @param root the folder of the project
 */
export function samples(root: string): Plugin {
	return {
		name: 'samples',
		enforce: 'pre',
		resolveId: {
			order: 'pre',
			handler(source) {
				if (!source.startsWith(samplePrefix)) return undefined;
				return `\0${samplePrefix}${encodeURIComponent(source.slice(samplePrefix.length))}${suffix}`;
			},
		},
		async load(id) {
			if (!id.startsWith(`\0${samplePrefix}`)) return undefined;
			const address = decodeURIComponent(id.slice(samplePrefix.length + 1, -suffix.length));
			const [path = '', region] = address.split('#');
			const file = join(root, path);
			this.addWatchFile(file);
			const source = await readFile(file, 'utf8').catch(() =>
				this.error(`A lesson shows ${path}, which cannot be read.`),
			);
			const { text, lines } = extractRegion(source, path, region);
			const sample: Sample = { path, lines, html: highlight(text, path) };
			return { code: `export default ${JSON.stringify(sample)}`, moduleType: 'js' };
		},
	};
}
