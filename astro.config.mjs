import cloudflare from '@astrojs/cloudflare';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig, passthroughImageService } from 'astro/config';
import { checkSettings } from './src/build/check-settings.ts';
import { embedScript } from './src/build/embed-script.ts';
import { minifyServer } from './src/build/minify-server.ts';
import { neededDirective } from './src/build/needed-directive.ts';
import { pagesOutput } from './src/build/pages-output.ts';
import { prerenderLessons } from './src/build/prerender-lessons.ts';
import { pagePolicy } from './src/core/http/security-headers.ts';
import { lessonList, lessonTextsModule } from './src/tutorial/lesson-modules.ts';
import { samples } from './src/tutorial/samples.ts';

const dev = process.argv.includes('dev');

export default defineConfig({
	output: 'server',
	adapter: cloudflare({
		imageService: 'custom',
		// The lessons are rendered by Node: the adapter's own way does not take the settings of Pages.
		prerenderEnvironment: 'node',
		// In development both Workers run in one process; a build leaves the auxiliary one to wrangler.
		...(dev && { auxiliaryWorkers: [{ configPath: './src/durable-objects/wrangler.toml' }] }),
	}),
	session: false,
	// No picture goes through Astro, so its endpoint for them is a 404.
	image: {
		service: passthroughImageService(),
		endpoint: { route: '/_image', entrypoint: './src/server/no-images.ts' },
	},
	// src/fetch.ts is the Worker's entry, not Astro's handler behind the adapter's.
	fetchFile: null,
	integrations: [
		preact(),
		// The lessons show code through `samples` alone; their text is made HTML while the site is built.
		mdx({ syntaxHighlight: false, smartypants: false, optimize: { ignoreElementNames: ['h3'] } }),
		checkSettings(),
		prerenderLessons(),
		embedScript(),
		neededDirective(),
		pagesOutput(),
	],
	build: { client: './pages/', server: './pages/_worker.js/', serverEntry: 'index.js' },
	outDir: './dist',
	// The cross-site rule of src/core/http/cross-site.ts stands in its place.
	security: {
		checkOrigin: false,
		csp: { directives: [...pagePolicy] },
	},
	markdown: { syntaxHighlight: false },
	devToolbar: { enabled: false },
	vite: {
		plugins: [
			samples(import.meta.dirname),
			lessonList(import.meta.dirname),
			lessonTextsModule(import.meta.dirname),
			minifyServer(),
		],
		// The scripts are few and small: none is worth a hint to load it early.
		build: { modulePreload: false },
		// The adapter means its banner for the Worker; a browser's scripts need no `process`.
		environments: { client: { build: { rolldownOptions: { output: { banner: '' } } } } },
		// The Worker's entry. A Worker's configuration would name it as `main`, which that of a Pages
		// project cannot have.
		resolve: {
			alias: { '@astrojs/cloudflare/entrypoints/server': `${import.meta.dirname}/src/fetch.ts` },
		},
		optimizeDeps: { include: ['preact/devtools'] },
	},
});
