import type { OperationObject, ResponseObject } from 'openapi3-ts/oas31';

/** A request that a reader can copy. */
export interface CodeSample {
	readonly lang: string;
	readonly source: string;
}

/** One method of one path, with the members that each operation of this API has. */
export interface ApiOperation extends OperationObject {
	operationId: string;
	tags: string[];
	summary: string;
	description: string;
	responses: Record<string, ResponseObject>;
	'x-codeSamples': CodeSample[];
}

/** The methods of the API. */
export type ApiMethod = 'get' | 'put' | 'post' | 'patch' | 'delete';

/** The operations of some paths, by path and method. */
export type ApiPaths = Record<string, Partial<Record<ApiMethod, ApiOperation>>>;
