import type { Plugin } from 'vite';

/** The module through which Vite sends every `import()` of the browser’s scripts. */
const helper = '\0vite/preload-helper.js';

/** What takes its place: a module for each script that imports it, so that none is shared. */
const ownHelper = '\0plain-import:';

/**
 * Leaves `import()` to the browser. Vite’s helper, a kilobyte, loads the styles and the imports of a
 * script ahead of it; no script of this site has styles of its own. One that two scripts shared would
 * be a file more to load before either of them runs.
 */
export function plainImports(): Plugin {
	return {
		name: 'plain-imports',
		apply: 'build',
		enforce: 'pre',
		config: () => ({ build: { modulePreload: false } }),
		resolveId: {
			order: 'pre',
			handler: (source, importer = '') => (source === helper ? ownHelper + importer : undefined),
		},
		load: {
			order: 'pre',
			handler: (id) =>
				id.startsWith(ownHelper) ? 'export const __vitePreload = (load) => load();' : undefined,
		},
	};
}
