import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { normalizePath, type Plugin } from 'vite';
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

/** How the id of its module begins. */
const idPrefix = `\0${samplePrefix}`;

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
				return `${idPrefix}${encodeURIComponent(source.slice(samplePrefix.length))}${suffix}`;
			},
		},
		async load(id) {
			if (!id.startsWith(idPrefix)) return undefined;
			const [path, region] = pathAndRegion(id);
			const source = await readFile(join(root, path), 'utf8').catch(() =>
				this.error(`A lesson shows ${path}, which cannot be read.`),
			);
			const { text, lines } = extractRegion(source, path, region);
			const sample: Sample = { path, lines, html: highlight(text, path) };
			return { code: `export default ${JSON.stringify(sample)}`, moduleType: 'js' };
		},
		// `addWatchFile` would have Astro load the file itself as a module, with all that it imports.
		hotUpdate({ file, modules }) {
			const loaded = [...this.environment.moduleGraph.idToModuleMap.values()];
			const shown = loaded.filter(({ id }) => id !== null && isSampleOf(id, file));
			return [...modules, ...shown];
		},
	};

	function isSampleOf(id: string, file: string): boolean {
		return id.startsWith(idPrefix) && normalizePath(join(root, pathAndRegion(id)[0])) === file;
	}
}

function pathAndRegion(id: string): readonly [path: string, region: string | undefined] {
	const address = decodeURIComponent(id.slice(idPrefix.length, -suffix.length));
	const [path = '', region] = address.split('#');
	return [path, region];
}
