import { slowAnswerDelay } from '../contract/api';
import { apiPaths, counterApi } from '../contract/paths';
import { raceCost, raceIncrements } from '../contract/race';
import { recordedEvents, recordingWait } from '../contract/recording';
import { taskIds } from '../contract/tasks';
import { timedCalls, whereaboutsCost } from '../contract/whereabouts';
import { demoReadOperation, demoWriteOperation, noBodyText } from './demo-operation';
import { writeHeaders } from './headers';
import { insidePaths } from './inside-operations';
import type { ApiOperation, ApiPaths } from './operation';
import { headerReferences, reference } from './references';
import { jsonResponse, problemResponses, withoutBody } from './responses';
import { sampleEvent, sampleId, sampleRestarted, shellSample } from './samples';
import { writeOperation } from './write-operation';

/** The operations that only the tutorial's demos need. */
export function demoPaths(origin: string): ApiPaths {
	return {
		[apiPaths.race]: { post: raceOperation(origin) },
		[counterApi('{name}', 'restart')]: { post: restartOperation(origin) },
		[counterApi('{name}', 'slow-increment')]: { post: slowOperation(origin) },
		[counterApi('{name}', 'recording')]: { get: recordingOperation(origin) },
		...insidePaths(origin),
		[counterApi('{name}', 'tasks')]: { get: taskOperation(origin) },
		[counterApi('{name}', 'unknown-method')]: { post: unknownMethodOperation(origin) },
		[counterApi('{name}', 'whereabouts')]: { post: whereaboutsOperation(origin) },
	};
}

function raceOperation(origin: string): ApiOperation {
	return {
		operationId: 'race',
		tags: ['Demos'],
		summary: 'Lose updates on purpose',
		description: `Makes two private counters and sends both the same number of increments at once: one is read and then written back, the other is incremented by one call each. Both are deleted before the answer. It counts as ${raceCost} writes of the caller, which is what it costs, or as a whole budget if that is smaller. ${noBodyText}`,
		responses: {
			200: jsonResponse(
				'Where the two counters ended.',
				'RaceOutcome',
				{
					increments: raceIncrements,
					readThenWrite: { id: sampleId, value: 1 },
					increment: { id: 'fedcba9876543210'.repeat(4), value: raceIncrements },
				},
				writeHeaders,
			),
			...problemResponses(...withoutBody, 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl -X POST ${origin}${apiPaths.race}`)],
	};
}

function restartOperation(origin: string): ApiOperation {
	return demoWriteOperation(origin, {
		resource: 'restart',
		operationId: 'restart',
		summary: 'Restart a demo’s object',
		description:
			'Ends the object and answers with what its successor knows of itself. What was stored is there. Only the counters of demos can be restarted.',
		success: {
			200: jsonResponse('The new object.', 'CounterInspection', sampleRestarted, writeHeaders),
		},
	});
}

function slowOperation(origin: string): ApiOperation {
	return {
		...writeOperation(origin, 'slow-increment', 'Add to a demo’s counter, and answer late'),
		operationId: 'incrementSlowly',
		tags: ['Demos'],
		description: `An increment whose answer is kept back for ${slowAnswerDelay / 1000} s after it counted, so that it can be lost on the way. Only the counters of demos take it.`,
		parameters: [reference('parameters', 'DemoName'), reference('parameters', 'IdempotencyKey')],
	};
}

function recordingOperation(origin: string): ApiOperation {
	return demoReadOperation(
		origin,
		{
			resource: 'recording',
			operationId: 'recording',
			summary: 'Read the flight recorder of a demo’s object',
			description: `What happened in the object lately, its last ${recordedEvents} events since it woke. If nothing has happened after the event that is named, the answer waits for the next event, at most ${recordingWait / 1000} s. Only the objects of demos have a recorder; reading it is not recorded. Unknown parameters are refused.`,
			success: { 200: jsonResponse('What happened.', 'Recording', { events: [sampleEvent] }) },
		},
		{ parameters: [reference('parameters', 'EventAfter')], problems: ['invalid-query'] },
	);
}

function taskOperation(origin: string): ApiOperation {
	const tasks = taskIds.map((id) => ({ id, done: id === 'forty-two' }));
	return demoReadOperation(origin, {
		resource: 'tasks',
		operationId: 'listTasks',
		summary: 'Read which tasks were done with a demo’s counter',
		description:
			'The object checks the tasks of the tutorial with every write to it, and keeps what was done as long as the counter exists. Only the objects of demos check tasks. Reading changes and stores nothing.',
		success: { 200: jsonResponse('The tasks.', 'TaskReport', { tasks }) },
	});
}

function whereaboutsOperation(origin: string): ApiOperation {
	const example = {
		worker: 'FRA',
		object: { dataCentre: 'AMS', jurisdiction: null },
		roundTrips: [9, 8, 8, 9, 8],
	};
	return demoWriteOperation(
		origin,
		{
			resource: 'whereabouts',
			operationId: 'findWhereabouts',
			summary: 'Ask where a demo’s object runs',
			description: `Reports which data centre took the request and which one serves a request of the object, as far as that is known, and how long ${timedCalls} calls of the object took. Only the objects of demos are asked.`,
			success: {
				200: jsonResponse('Both places, and the times.', 'Whereabouts', example, writeHeaders),
			},
		},
		whereaboutsCost,
	);
}

function unknownMethodOperation(origin: string): ApiOperation {
	return demoWriteOperation(origin, {
		resource: 'unknown-method',
		operationId: 'callUnknownMethod',
		summary: 'Call a method that a demo’s object lacks',
		description:
			'Calls a method that the site’s version of the object does not have, as happens for minutes after a deployment whose objects are older than the site. So the answer is 503, and says when to try again. Nothing is changed.',
		success: {
			204: {
				description: 'The object has the method: it runs newer code than the site.',
				headers: headerReferences(...writeHeaders),
			},
		},
	});
}
