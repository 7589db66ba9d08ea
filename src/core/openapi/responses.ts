import type { ResponseObject } from 'openapi3-ts/oas31';
import { mediaTypes } from '../http/media-types';
import { type ProblemSlug, problems } from '../contract/problem';
import { type ComponentKeys, headerReferences, reference } from './references';

/** A response whose body is JSON. */
export function jsonResponse(
	description: string,
	schema: ComponentKeys['schemas'],
	example: unknown,
	headers: readonly ComponentKeys['headers'][] = [],
): ResponseObject {
	return {
		description,
		...(headers.length > 0 && { headers: headerReferences(...headers) }),
		content: { [mediaTypes.json]: { schema: reference('schemas', schema), example } },
	};
}

/** The responses of problems, one for each status among them. */
export function problemResponses(...slugs: readonly ProblemSlug[]): Record<string, ResponseObject> {
	const byStatus = Map.groupBy(slugs, (slug) => problems[slug].status);
	return Object.fromEntries(
		Array.from(byStatus, ([status, group]) => [String(status), problemResponse(...group)]),
	);
}

/** The problems that a write can have which takes neither a body nor a key. */
export const withoutBody = [
	'invalid-body',
	'invalid-query',
	'invalid-key',
	'cross-site',
	'body-too-large',
	'unsupported-media-type',
	'rate-limited',
] as const satisfies readonly ProblemSlug[];

/** The one response of problems that have the same status. */
export function problemResponse(...slugs: readonly ProblemSlug[]): ResponseObject {
	const fields: ComponentKeys['headers'][] = [
		...(slugs.some(isTemporary) ? (['Retry-After'] as const) : []),
		...(slugs.includes('unauthorized') ? (['WWW-Authenticate'] as const) : []),
	];
	return {
		description: slugs.map((slug) => `${problems[slug].title}.`).join(' '),
		...(fields.length > 0 && { headers: headerReferences(...fields) }),
		content: {
			[mediaTypes.problem]: {
				schema: reference('schemas', 'Problem'),
				examples: Object.fromEntries(slugs.map((slug) => [slug, reference('examples', slug)])),
			},
		},
	};
}

/** Whether the response to a problem says when the request can succeed. */
export function isTemporary(slug: ProblemSlug): boolean {
	return slug === 'rate-limited' || slug === 'unavailable';
}
