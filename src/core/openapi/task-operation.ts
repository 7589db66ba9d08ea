import { counterApi } from '../contract/paths';
import { taskIds } from '../contract/tasks';
import type { ApiOperation } from './operation';
import { reference } from './references';
import { jsonResponse, problemResponses } from './responses';
import { sampleDemoName, shellSample } from './samples';

/** The operation that lists which tasks of the tutorial are done. */
export function taskOperation(origin: string): ApiOperation {
	const tasks = taskIds.map((id) => ({ id, done: id === 'forty-two' }));
	return {
		operationId: 'listTasks',
		tags: ['Demos'],
		summary: 'Read which tasks were done with a demo’s counter',
		description:
			'The object checks the tasks of the tutorial with every write to it, and keeps what was done as long as the counter exists. Only the objects of demos check tasks. Reading changes and stores nothing.',
		parameters: [reference('parameters', 'DemoName')],
		responses: {
			200: jsonResponse('The tasks.', 'TaskReport', { tasks }),
			...problemResponses('invalid-name', 'invalid-key', 'internal', 'unavailable'),
		},
		'x-codeSamples': [shellSample(`curl ${origin}${counterApi(sampleDemoName, 'tasks')}`)],
	};
}
