import { counterApi } from '../contract/paths';
import { demoReadOperation, demoWriteOperation } from './demo-operation';
import { writeHeaders } from './headers';
import type { ApiOperation, ApiPaths } from './operation';
import { jsonResponse } from './responses';
import { sampleInside } from './samples';

/** The operations by which a demo looks inside its object, and lets time pass for it. */
export function insidePaths(origin: string): ApiPaths {
	return {
		[counterApi('{name}', 'inside')]: { get: insideOperation(origin) },
		[counterApi('{name}', 'pass-hour')]: { post: passHourOperation(origin) },
		[counterApi('{name}', 'remind')]: { post: remindOperation(origin) },
	};
}

function insideOperation(origin: string): ApiOperation {
	return demoReadOperation(origin, {
		resource: 'inside',
		operationId: 'lookInside',
		summary: 'Look inside a demo’s object',
		description:
			'Returns what the object has stored besides the counter: the steps of its schema, its tables, what reading one costs, what it has to do later and when its alarm is set. It changes and stores nothing.',
		success: { 200: jsonResponse('What is inside.', 'ObjectInside', sampleInside) },
	});
}

const changed = {
	200: jsonResponse('What is inside now.', 'ObjectInside', sampleInside, writeHeaders),
};

function passHourOperation(origin: string): ApiOperation {
	return demoWriteOperation(origin, {
		resource: 'pass-hour',
		operationId: 'passHour',
		summary: 'Let an hour pass for a demo’s counter',
		description:
			'Makes all that the counter keeps by the hour one hour older, so that the next write finds an hour that is over. Of the hours that it makes older the last eight are kept.',
		success: changed,
	});
}

function remindOperation(origin: string): ApiOperation {
	return demoWriteOperation(origin, {
		resource: 'remind',
		operationId: 'remind',
		summary: 'Let a demo’s object remind itself',
		description:
			'Stores that the object is to be reminded in five seconds, and sets its alarm for then if it is not set for an earlier time. It counts as a change of the counter.',
		success: changed,
	});
}
