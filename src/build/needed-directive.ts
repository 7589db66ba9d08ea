import type { AstroIntegration } from 'astro';

declare module 'astro' {
	interface AstroClientDirectives {
		/** Hydrates once the reader comes near a question, or has answered one before. */
		'client:needed'?: boolean;
	}
}

/** Adds the directive `client:needed`. */
export function neededDirective(): AstroIntegration {
	return {
		name: 'needed-directive',
		hooks: {
			'astro:config:setup': ({ addClientDirective }) => {
				addClientDirective({
					name: 'needed',
					entrypoint: './src/islands/progress/when-needed.ts',
				});
			},
		},
	};
}
