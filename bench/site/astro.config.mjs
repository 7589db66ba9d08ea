/** The site as it is built for everybody, and one more page: with ten counters. */
import site from '../../astro.config.mjs';

export default {
	...site,
	outDir: './dist/bench',
	integrations: [
		...(site.integrations ?? []),
		{
			name: 'bench-page',
			hooks: {
				/** @param {import('astro').HookParameters<'astro:config:setup'>} parameters */
				'astro:config:setup': ({ injectRoute }) =>
					injectRoute({
						pattern: '/ten',
						entrypoint: new URL('ten.astro', import.meta.url),
						prerender: false,
					}),
			},
		},
	],
};
