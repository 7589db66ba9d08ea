import type {
	ComponentsObject,
	ExampleObject,
	InfoObject,
	OpenAPIObject,
	ParameterObject,
	SchemaObject,
	TagObject,
} from 'openapi3-ts/oas31';
import { problemDocument } from '../contract/api';
import { type ProblemSlug, problems } from '../contract/problem';
import { counterPaths } from './counter-operations';
import { demoPaths } from './demo-operations';
import { headers } from './headers';
import type { ApiPaths } from './operation';
import { ownerPaths } from './owner-operations';
import { parameters } from './parameters';
import { picturePaths } from './picture-operations';
import { isTemporary, problemResponse } from './responses';
import { headerReferences } from './references';
import { schemas } from './schemas';
import { withSentFields } from './sent-fields';
import { servicePaths } from './service-operations';

/** An OpenAPI document, version 3.1, with the members that the one of this API has. */
export interface OpenApiDocument extends OpenAPIObject {
	info: InfoObject & { summary: string };
	tags: TagObject[];
	paths: ApiPaths;
	components: Components;
}

interface Components extends ComponentsObject {
	schemas: Record<string, SchemaObject>;
	parameters: Record<string, ParameterObject>;
	examples: Record<ProblemSlug, ExampleObject>;
}

/** How the contract may change, for people who write clients. */
export const changeRule =
	'Addresses, methods, optional fields of requests, members of answers, header fields and kinds of problems may be added at any time, so a client ignores what it does not know and treats an unknown problem by its status. Nothing that works is taken away or gets another meaning at its address: a change that would do so gets a new address, the first number of the version of this document goes up, and the old address answers for at least half a year with the fields Deprecation (RFC 9745) and Sunset (RFC 8594).';

/** The contract of the API of the site at an origin. */
export function openApiDocument(origin: string): OpenApiDocument {
	return {
		openapi: '3.1.1',
		info: {
			title: 'Durable Counters',
			version: '2.0.0',
			summary: 'Counters that last, read and changed over HTTP.',
			description: `Every name has a counter; it starts at 0. Reads are open to all and have no effects. HEAD works wherever GET does, and OPTIONS answers 204 with Allow. Every other method is answered as in #/components/responses/MethodNotAllowed, every other path under /api/ as in #/components/responses/NotFound. Every error is a problem document (RFC 9457), or an HTML page for a caller that prefers HTML or sent the form of a page. What is not understood is refused and never read as 1: an unknown field of a body and one given twice (invalid-body), an amount that is none (invalid-amount), a query on a write (invalid-query), an Idempotency-Key where none is honoured (invalid-key), another charset than UTF-8 (unsupported-media-type). A read that takes parameters refuses another one (invalid-query); a badge, and a read without parameters, ignore it. Scripts of every origin may read the answers to GET and HEAD, errors included, and send any header fields with them; only /api/limit and the settings of a counter are closed to them. What an owner changes with PUT, PATCH and DELETE no script of another origin changes. Not listed with the responses are the fields of the Fetch standard (Access-Control-*) and of browsers’ security policies, Vary and Date. ${changeRule}`,
			contact: { name: 'Who runs this copy', url: origin },
			license: { name: 'MIT License', identifier: 'MIT' },
		},
		servers: [{ url: origin }],
		security: [],
		tags: [
			{ name: 'Counters', description: 'Read and change a counter.' },
			{
				name: 'Owners',
				description:
					'Decide about a counter that you have made, with the token that you were shown then: `Authorization: Bearer` and the token.',
			},
			{ name: 'Pictures', description: 'Show a counter elsewhere.' },
			{ name: 'Demos', description: 'What the tutorial tries on counters of its own.' },
			{ name: 'Service', description: 'What the service says of itself.' },
		],
		paths: withSentFields({
			...counterPaths(origin),
			...ownerPaths(origin),
			...demoPaths(origin),
			...picturePaths(origin),
			...servicePaths(origin),
		}),
		components: {
			schemas,
			securitySchemes: {
				ownerToken: {
					type: 'http',
					scheme: 'bearer',
					description:
						'The token that was shown when the counter was made: dc_ and 43 characters. Each counter has its own.',
				},
			},
			parameters,
			headers,
			responses: {
				NotFound: problemResponse('not-found'),
				MethodNotAllowed: {
					...problemResponse('method-not-allowed'),
					headers: headerReferences('Allow'),
				},
			},
			examples: problemExamples(origin),
		},
	};
}

function problemExamples(origin: string): Record<ProblemSlug, ExampleObject> {
	const examples = Object.entries(problems).map(([slug, { title }]) => [
		slug,
		{ summary: title, value: sampleProblem(slug as ProblemSlug, origin) },
	]);
	return Object.fromEntries(examples) as Record<ProblemSlug, ExampleObject>;
}

function sampleProblem(problem: ProblemSlug, origin: string): unknown {
	return problemDocument(
		{ problem, ...(isTemporary(problem) && { retryAfter: 1 }) },
		origin,
		'00000000-0000-4000-8000-000000000000',
	);
}
