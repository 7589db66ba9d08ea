/** What the framework and the build bring along and this site does not use. */

/** Exports that nothing calls: whoever does learns here why it is not there. */
function neverCalled(...names: readonly string[]): string {
	return `function leftOut() { throw new Error('The build leaves this out, see .ci/unused.ts.'); }
export { ${names.map((name) => `leftOut as ${name}`).join(', ')} };`;
}

/**
 * Modules of the server's bundle, by their path below `node_modules` without its ending, and what
 * stands in the place of each.
 */
export const unusedOnServer: ReadonlyMap<string, string> = new Map([
	// The site has no actions: nothing is handled as one, and no request brings the result of one.
	['astro/dist/actions/handler', 'export const handleAction = () => undefined;'],
	['astro/dist/actions/runtime/server', 'export const ACTION_API_CONTEXT_SYMBOL = Symbol();'],
	[
		'astro/dist/actions/runtime/client',
		neverCalled('deserializeActionResult', 'getActionQueryString'),
	],

	// It configures no cache, no languages and no redirects.
	[
		'astro/dist/core/cache/handler',
		`export const provideCache = () => undefined;\n${neverCalled('handleCache')}`,
	],
	[
		'astro/dist/core/i18n/handler',
		`export const getI18n = () => undefined;\n${neverCalled('finalizeI18n')}`,
	],
	['astro/dist/core/i18n/domain', 'export const computePathnameFromDomain = () => undefined;'],
	[
		'astro/dist/i18n/utils',
		neverCalled(
			'computeCurrentLocale',
			'computeCurrentLocaleFromParams',
			'computePreferredLocale',
			'computePreferredLocaleList',
		),
	],
	['astro/dist/core/redirects/render', neverCalled('renderRedirect')],

	// Its configuration is checked while it is built, with a library of schemas.
	[
		'astro/dist/core/csp/config',
		`export const ALGORITHMS = ${JSON.stringify({
			'SHA-256': 'sha256-',
			'SHA-384': 'sha384-',
			'SHA-512': 'sha512-',
		})};`,
	],

	// The platform notes the time and the level of each line, and shows no colours.
	[
		'astro/dist/core/logger/impls/console',
		`import { AstroLogger } from '../core.js';
export const createConsoleLogger = ({ level }) => new AstroLogger({ level, destination: { write } });
function write({ level, label, message }) {
	console[level === 'error' ? 'error' : 'info'](label ? \`[\${label}] \${message}\` : message);
}`,
	],

	// The build has put the routes in order already; to compare names takes an isolate some
	// milliseconds when it begins, because it loads the rules of a language for that.
	['astro/dist/core/routing/priority', 'export const routeComparator = () => 0;'],

	// Pages of errors: the site has its own, and the server neither develops nor builds.
	['astro/dist/core/errors/build-handler', neverCalled('renderBuildError')],
	['astro/dist/core/errors/dev-handler', neverCalled('renderDevError')],
	['astro/dist/template/4xx', neverCalled('default')],

	// Every page is rendered when it is asked for, none while the site is built.
	['astro/dist/core/render/paginate', neverCalled('generatePaginateFunction')],
	[
		'@astrojs/cloudflare/dist/utils/prerender',
		neverCalled(
			'handleImageTransformRequest',
			'handlePrerenderRequest',
			'handleStaticImagesRequest',
			'handleStaticPathsRequest',
			'installPrerenderErrorPropagation',
			'isImageTransformRequest',
			'isPrerenderRequest',
			'isStaticImagesRequest',
			'isStaticPathsRequest',
		),
	],

	// No component is an island of the server: none has `server:defer`.
	[
		'astro/dist/core/server-islands/endpoint',
		`export const SERVER_ISLAND_ROUTE = '/_server-islands/[name]';
export const SERVER_ISLAND_COMPONENT = '_server-islands.astro';
export const createEndpoint = () => undefined;`,
	],
	[
		'astro/dist/runtime/server/render/server-islands',
		`export const containsServerDirective = (props) => 'server:component-directive' in props;
${neverCalled('ServerIslandComponent', 'renderServerIslandRuntime')}`,
	],

	// No page shows an image of `astro:assets`; the middleware answers for `/_image`.
	[
		'@astrojs/cloudflare/dist/entrypoints/image-passthrough-endpoint',
		`export const prerender = false;\n${neverCalled('GET')}`,
	],
	['@astrojs/cloudflare/dist/utils/static-image-collection', neverCalled('installAddStaticImage')],

	// Preact renders every island, so that none is filtered by its path, and without signals.
	['@astrojs/internal-helpers/dist/create-filter', neverCalled('createFilter')],
	[
		'@astrojs/preact/dist/signals',
		`export const restoreSignalsOnProps = () => undefined;
export const serializeSignals = () => undefined;`,
	],
]);

/** The same for the browser's files. */
export const unusedInBrowser: ReadonlyMap<string, string> = new Map([
	// No file that is loaded later needs another one to be loaded ahead.
	['vite/preload-helper', 'export const __vitePreload = (load) => load();'],

	// It makes nodes as `h` does, which Preact has to bring anyhow.
	[
		'preact/jsx-runtime/dist/jsxRuntime.module',
		`import { Fragment, h } from 'preact';
const jsx = (type, props, key) => h(type, { ...props, key });
export { Fragment, jsx, jsx as jsxs };`,
	],
]);
