import type { HeaderObject } from 'openapi3-ts/oas31';
import { accessField } from '../contract/access';
import { contractPath } from '../contract/paths';

/** The header fields of responses. */
export const headers = {
	Allow: { description: 'The methods that the address takes.', schema: { type: 'string' } },
	'Cache-Control': {
		description:
			'`no-cache`: to be validated by its ETag before each use; `no-store`: not to be kept.',
		schema: { type: 'string', enum: ['no-cache', 'no-store'] },
	},
	Link: {
		description:
			'Leads to this document; on a page of a list that is not the last, another one leads to the next page, with `rel="next"`.',
		schema: { type: 'string', examples: [`<${contractPath}>; rel="service-desc"`] },
	},
	'WWW-Authenticate': {
		description: 'How to say who one is: by the owner’s token.',
		schema: { const: 'Bearer' },
	},
	Upgrade: { description: 'The protocol to ask for.', schema: { const: 'websocket' } },
	'X-Request-Id': {
		description:
			'Identifies the request in the operator’s log; `instance` of a problem has it too.',
		schema: { type: 'string', format: 'uuid' },
	},
	ETag: {
		description:
			'The entity tag, for If-None-Match. On a write it is that of the new value, and absent if the answer is not the value now: after a replay, and for a counter that is spread over several objects.',
		schema: { type: 'string' },
	},
	[accessField]: {
		description:
			'What the page that asks may do with the counter: `read`, `watch` it live, `write` it. A program may do all, but for a counter that its owner alone writes.',
		schema: { type: 'string', examples: ['read, watch, write'] },
	},
	Location: {
		description: 'Where to go next.',
		schema: { type: 'string', format: 'uri-reference' },
	},
	'Content-Location': {
		description: 'The address of which the answer is the value now; absent where the ETag is.',
		schema: { type: 'string', format: 'uri-reference' },
	},
	'Content-Disposition': {
		description: 'A name for the file; on comma-separated values only.',
		schema: { type: 'string', examples: ['attachment; filename="my-counter-days.csv"'] },
	},
	'Idempotency-Replayed': {
		description: 'Present if the write had been counted before, or the counter been made.',
		schema: { const: 'true' },
	},
	RateLimit: {
		description:
			'What is left of the write budget: `r` writes, and one more in `t` seconds, rounded up.',
		schema: { type: 'string', examples: ['"write";r=9;t=1'] },
	},
	'RateLimit-Policy': {
		description: 'The write budget: `q` writes in `w` seconds.',
		schema: { type: 'string', examples: ['"write";q=10;w=5'] },
	},
	'Server-Timing': {
		description:
			'How long the write waited for the `limiter` and for the `counter`, in milliseconds, and which method of the counter’s object was called; of the latter there is nothing if the limiter refused.',
		schema: { type: 'string', examples: ['limiter;dur=2, counter;desc=write;dur=3'] },
	},
	'Retry-After': {
		description: 'Whole seconds after which the request can succeed.',
		schema: { type: 'integer', minimum: 1 },
	},
} satisfies Record<string, HeaderObject>;

/** The fields that the response to every admitted write has. */
export const writeHeaders = ['RateLimit', 'RateLimit-Policy', 'Server-Timing'] as const;
