import { expect, inject } from 'vitest';
import { type ProblemSlug, problems } from '../../src/core/contract/problem';
import type { Answer } from './http';

/** Expects that an answer of the shared site is the whole problem document of the catalogue. */
export function expectProblem({ status, headers, text }: Answer, slug: ProblemSlug): void {
	expect(headers['content-type']).toBe('application/problem+json');
	const document: unknown = JSON.parse(text);
	expect(document).toMatchObject({
		type: `${inject('siteUrl')}/problems/${slug}`,
		title: problems[slug].title,
		error: problems[slug].title,
		status: problems[slug].status,
		detail: expect.any(String),
		instance: `urn:uuid:${headers['x-request-id']}`,
	});
	expect(status).toBe(problems[slug].status);
}
