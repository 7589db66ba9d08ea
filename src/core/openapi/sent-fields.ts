import type { ResponseObject } from 'openapi3-ts/oas31';
import { writeHeaders } from './headers';
import type { ApiOperation, ApiPaths } from './operation';
import { headerReferences } from './references';

/** The statuses of problems of a write that can come after the limiter has decided on it. */
const limitedStatuses: ReadonlySet<string> = new Set([
	'401',
	'403',
	'409',
	'412',
	'422',
	'429',
	'503',
]);

/** Adds the header fields that many responses have to every response that has them. */
export function withSentFields(paths: ApiPaths): ApiPaths {
	return Object.fromEntries(
		Object.entries(paths).map(([path, methods]) => [
			path,
			Object.fromEntries(
				Object.entries(methods).map(([method, operation]) => [
					method,
					describe(operation, isLimited(method, operation), path.startsWith('/api/')),
				]),
			),
		]),
	);
}

/** Whether the limiter decides on a request: on every write, and on all that shows a token. */
function isLimited(method: string, { security = [] }: ApiOperation): boolean {
	return method !== 'get' || security.length > 0;
}

function describe(operation: ApiOperation, isWrite: boolean, isApi: boolean): ApiOperation {
	const responses = Object.entries(operation.responses).map(([status, response]) => {
		// The handshake of a WebSocket is passed on as the object made it.
		if (status === '101') return [status, response];
		const isLimited = isWrite && limitedStatuses.has(status);
		return [status, withFields(response, isLimited, isApi)];
	});
	return { ...operation, responses: Object.fromEntries(responses) };
}

function withFields(response: ResponseObject, isLimited: boolean, isApi: boolean): ResponseObject {
	return {
		...response,
		headers: {
			...response.headers,
			...(isLimited && headerReferences(...writeHeaders)),
			...(isApi && headerReferences('Link')),
			...headerReferences('Cache-Control', 'X-Request-Id'),
		},
	};
}
