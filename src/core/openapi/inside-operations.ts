import { counterApi } from '../contract/paths';
import { writeHeaders } from './headers';
import type { ApiOperation, ApiPaths } from './operation';
import { reference } from './references';
import { jsonResponse, problemResponses, withoutBody } from './responses';
import { sampleDemoName, sampleInside, shellSample } from './samples';

/** The operations by which a demo looks inside its object, and lets time pass for it. */
export function insidePaths(origin: string): ApiPaths {
	return {
		[counterApi('{name}', 'inside')]: { get: insideOperation(origin) },
		[counterApi('{name}', 'pass-hour')]: { post: passHourOperation(origin) },
		[counterApi('{name}', 'remind')]: { post: remindOperation(origin) },
	};
}

function insideOperation(origin: string): ApiOperation {
	return {
		operationId: 'lookInside',
		tags: ['Demos'],
		summary: 'Look inside a demo’s object',
		description:
			'Returns what the object has stored besides the counter: the steps of its schema, its tables, what reading one costs, what it has to do later and when its alarm is set. It changes and stores nothing.',
		parameters: [reference('parameters', 'DemoName')],
		responses: {
			200: jsonResponse('What is inside.', 'ObjectInside', sampleInside),
			...problemResponses('invalid-name', 'invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${counterApi(sampleDemoName, 'inside')}`)],
	};
}

function passHourOperation(origin: string): ApiOperation {
	return changingOperation(origin, 'pass-hour', {
		operationId: 'passHour',
		summary: 'Let an hour pass for a demo’s counter',
		description:
			'Makes all that the counter keeps by the hour one hour older, so that the next write finds an hour that is over. Of the hours that it makes older the last eight are kept.',
	});
}

function remindOperation(origin: string): ApiOperation {
	return changingOperation(origin, 'remind', {
		operationId: 'remind',
		summary: 'Let a demo’s object remind itself',
		description:
			'Stores that the object is to be reminded in five seconds, and sets its alarm for then if it is not set for an earlier time. It counts as a change of the counter.',
	});
}

/** An operation that changes the object of a demo and answers with what is inside then. */
function changingOperation(
	origin: string,
	resource: 'pass-hour' | 'remind',
	{ description, ...texts }: Pick<ApiOperation, 'operationId' | 'summary' | 'description'>,
): ApiOperation {
	return {
		...texts,
		tags: ['Demos'],
		description: `${description} It counts as a write of the caller. It takes no body and no Idempotency-Key.`,
		parameters: [reference('parameters', 'DemoName')],
		responses: {
			200: jsonResponse('What is inside now.', 'ObjectInside', sampleInside, writeHeaders),
			...problemResponses('invalid-name', ...withoutBody, 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl -X POST ${origin}${counterApi(sampleDemoName, resource)}`)],
	};
}
