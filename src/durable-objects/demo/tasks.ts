import type { TaskId } from '../../core/contract/tasks';
import { doneTasks, type SeenWrite, seenWrites } from '../../core/objects/task-checks';
import type { CounterChange } from '../counter-content';
import type { DemoSubject } from './demo';

/** The tasks that a reader does with the counter of a demo. */
export interface Tasks {
	/** Looks at the answer to a write. */
	see(answer: CounterChange): void;
	/** The tasks that are done. */
	done(): readonly TaskId[];
}

/**
 * Checks the tasks in the object of a demo; in every other one it checks nothing.
 *
 * What is done is stored in the counter’s own row, when it is done. The last writes are in memory, which
 * is enough: only the ten at once need more than one of them, and they come within seconds.
 */
export function createTasks({ content, changes, watchers }: DemoSubject): Tasks {
	let writes: readonly SeenWrite[] = [];

	return {
		see(answer) {
			if (!content.isDemo() || 'refused' in answer) return;
			const { value, version, replayed } = answer;
			const seen = {
				value,
				version,
				replayed,
				changes: changes.stored(),
				watchers: watchers.watchers(),
				at: Date.now(),
			};
			writes = [...writes, seen].slice(-seenWrites);
			const { tasks: before = [] } = content.row();
			const tasks = doneTasks(before, writes);
			if (tasks.length === before.length) return;
			content.amend({ tasks });
			// The watchers receive a write that was counted anyway.
			if (replayed) watchers.resend();
		},

		done: () => content.row().tasks ?? [],
	};
}
