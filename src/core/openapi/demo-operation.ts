import type { ResponseObject } from 'openapi3-ts/oas31';
import type { ProblemSlug } from '../contract/problem';
import { counterApi } from '../contract/paths';
import type { ApiOperation } from './operation';
import { reference } from './references';
import { problemResponses, withoutBody } from './responses';
import { sampleDemoName, shellSample } from './samples';

/** What one operation on the counter of a demo has besides what all of them have. */
interface DemoOperation extends Pick<ApiOperation, 'operationId' | 'summary' | 'description'> {
	readonly resource: Parameters<typeof counterApi>[1];
	/** What it answers with if it succeeds, by status code. */
	readonly success: Readonly<Record<number, ResponseObject>>;
}

/** Describes an operation that reads the object of a demo. */
export function demoReadOperation(
	origin: string,
	operation: DemoOperation,
	{
		parameters = [],
		problems = [],
	}: {
		readonly parameters?: ApiOperation['parameters'];
		readonly problems?: readonly ProblemSlug[];
	} = {},
): ApiOperation {
	const { resource, success, ...texts } = operation;
	return {
		...texts,
		tags: ['Demos'],
		parameters: [reference('parameters', 'DemoName'), ...parameters],
		responses: {
			...success,
			...problemResponses('invalid-name', ...problems, 'invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${counterApi(sampleDemoName, resource)}`)],
	};
}

/**
 * Describes an operation that changes or ends the object of a demo, or calls it several times.
 *
 * @param cost how many writes of the caller it counts as
 */
export function demoWriteOperation(
	origin: string,
	operation: DemoOperation,
	cost = 1,
): ApiOperation {
	const { resource, success, description, ...texts } = operation;
	return {
		...texts,
		tags: ['Demos'],
		description: `${description} ${costText(cost)} ${noBodyText}`,
		parameters: [reference('parameters', 'DemoName')],
		responses: {
			...success,
			...problemResponses('invalid-name', ...withoutBody, 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl -X POST ${origin}${counterApi(sampleDemoName, resource)}`)],
	};
}

/** What the description of such an operation ends with. */
export const noBodyText = 'It takes no body and no Idempotency-Key.';

function costText(cost: number): string {
	return cost === 1
		? 'It counts as a write of the caller.'
		: `It counts as ${cost} writes of the caller, which is what it costs.`;
}
