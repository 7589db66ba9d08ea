import type { Plugin } from 'vite';

/** The module through which Vite sends every `import()` of the browser’s scripts. */
const helper = /^\0vite\/preload-helper\.js$/;

/**
 * Leaves `import()` to the browser. Vite’s helper, a kilobyte, loads the styles and the imports of a
 * script ahead of it; no script of this site has styles of its own.
 */
export function plainImports(): Plugin {
	return {
		name: 'plain-imports',
		apply: 'build',
		enforce: 'pre',
		config: () => ({ build: { modulePreload: false } }),
		load: {
			filter: { id: helper },
			handler: () => 'export const __vitePreload = (load) => load();',
		},
	};
}
