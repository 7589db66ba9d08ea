import type { HeaderObject } from 'openapi3-ts/oas31';

/** The header fields of responses. */
export const headers = {
	ETag: { description: 'The entity tag, for If-None-Match.', schema: { type: 'string' } },
	Location: {
		description: 'Where to go next.',
		schema: { type: 'string', format: 'uri-reference' },
	},
	'Content-Location': {
		description: 'The address of which the answer is the value.',
		schema: { type: 'string', format: 'uri-reference' },
	},
	'Idempotency-Replayed': {
		description: 'Present if the write had been counted before.',
		schema: { const: 'true' },
	},
	RateLimit: {
		description: 'What is left of the write budget: `r` writes, whole again in `t` seconds.',
		schema: { type: 'string', examples: ['"write";r=9;t=1'] },
	},
	'RateLimit-Policy': {
		description: 'The write budget: `q` writes in `w` seconds.',
		schema: { type: 'string', examples: ['"write";q=10;w=5'] },
	},
	'Retry-After': {
		description: 'Whole seconds after which the request can succeed.',
		schema: { type: 'integer', minimum: 1 },
	},
} satisfies Record<string, HeaderObject>;

/** The fields that the response to every admitted write has. */
export const writeHeaders = ['RateLimit', 'RateLimit-Policy'] as const;
