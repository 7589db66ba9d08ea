import type { TaskId } from '../core/contract/tasks';
import { doneTasks, type SeenWrite, seenWrites } from '../core/objects/task-checks';
import type { CounterChange, CounterContent } from './counter-content';

/** The tasks that a reader does with the counter of a demo. */
export interface Tasks {
	/** Looks at the answer to a write. */
	see(answer: CounterChange): void;
	/** The tasks that are done. */
	done(): readonly TaskId[];
}

/** What is known of the object besides its content. */
interface Surroundings {
	/** How often this instance has changed the counter. */
	changes(): number;
	/** How many sockets are open. */
	watchers(): number;
	/** Tells the watchers that something is done, though the counter is as it was. */
	remind(): void;
}

/**
 * Checks the tasks in the object of a demo; in every other one it checks nothing.
 *
 * What is done is stored in the counter’s own row, when it is done. The last writes are in memory, which
 * is enough: only the ten at once need more than one of them, and they come within seconds.
 */
export function createTasks(content: CounterContent, around: Surroundings): Tasks {
	let writes: readonly SeenWrite[] = [];

	return {
		see(answer) {
			if (!content.isDemo() || 'refused' in answer) return;
			const { value, version, replayed } = answer;
			const [changes, watchers] = [around.changes(), around.watchers()];
			const seen = { value, version, replayed, changes, watchers, at: Date.now() };
			writes = [...writes, seen].slice(-seenWrites);
			const { tasks: before = [] } = content.row();
			const tasks = doneTasks(before, writes);
			if (tasks.length === before.length) return;
			content.amend({ tasks });
			// A write that was counted is told to them anyway.
			if (replayed) around.remind();
		},

		done: () => content.row().tasks ?? [],
	};
}
