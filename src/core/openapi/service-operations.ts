import { apiPaths, contractPath } from '../contract/paths';
import { mediaTypes } from '../http/media-types';
import { version } from '../site/version';
import type { ApiOperation, ApiPaths } from './operation';
import { headerReferences, reference } from './references';
import { jsonResponse, problemResponses } from './responses';
import { shellSample } from './samples';

/** The operations that describe the service. */
export function servicePaths(origin: string): ApiPaths {
	return {
		[apiPaths.limit]: { get: limitOperation(origin) },
		[apiPaths.health]: { get: healthOperation(origin) },
		[contractPath]: { get: documentOperation(origin) },
	};
}

function limitOperation(origin: string): ApiOperation {
	return {
		operationId: 'readLimit',
		tags: ['Service'],
		summary: 'Read your write budget',
		description: 'How many writes the caller could make now. Asking spends nothing.',
		responses: {
			200: jsonResponse('The budget.', 'WriteBudget', {
				remaining: 9,
				burst: 10,
				interval: 0.5,
				penalty: 0,
				retryAfter: 0,
			}),
			...problemResponses('invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${apiPaths.limit}`)],
	};
}

function healthOperation(origin: string): ApiOperation {
	return {
		operationId: 'readHealth',
		tags: ['Service'],
		summary: 'Ask whether the service works',
		description:
			'The versions of both halves of the site, asked for anew each time. An object is called; if none can be reached the answer is 503.',
		responses: {
			200: jsonResponse('The service works.', 'Health', {
				status: 'ok',
				site: version,
				objects: version,
			}),
			...problemResponses('invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${apiPaths.health}`)],
	};
}

function documentOperation(origin: string): ApiOperation {
	return {
		operationId: 'readContract',
		tags: ['Service'],
		summary: 'Read this contract',
		description: 'The contract of the API as an OpenAPI 3.1 document.',
		parameters: [reference('parameters', 'IfNoneMatch')],
		responses: {
			200: {
				description: 'The document.',
				headers: headerReferences('ETag'),
				content: { [mediaTypes.json]: { schema: { type: 'object' } } },
			},
			304: { description: 'The document has not changed.', headers: headerReferences('ETag') },
			...problemResponses('invalid-key', 'internal'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${contractPath}`)],
	};
}
