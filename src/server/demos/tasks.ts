import { taskIds, type TaskReport } from '../../core/contract/tasks';
import { isProblem } from '../../core/contract/problem';
import { callObject } from '../call';
import { counter } from '../objects';
import { type Action, jsonContent } from '../outcome';
import { demoAddress, notADemo } from './address';

/** Returns which tasks of the tutorial were done with a demo’s counter; changes and stores nothing. */
export const tasks: Action = async ({ params }) => {
	const name = demoAddress(params['name']);
	if (!name) return notADemo;
	const done = await callObject(
		() => counter(name),
		(stub) => stub.doneTasks(),
		true,
	);
	if (isProblem(done)) return done;
	const report: TaskReport = { tasks: taskIds.map((id) => ({ id, done: done.includes(id) })) };
	return jsonContent(report);
};
