import { type TaskId, taskIds } from '../contract/tasks';

/** What an object saw of a write when it answered it. */
export interface SeenWrite {
	/** The value and the version in the answer. */
	readonly value: number;
	readonly version: number;
	/** Whether its key was known: then the first answer was given again, and nothing was counted. */
	readonly replayed: boolean;
	/** How often this instance had changed the counter then. */
	readonly changes: number;
	/** How many sockets were open. */
	readonly watchers: number;
	/** When it was, in epoch milliseconds. */
	readonly at: number;
}

/** How many writes a check looks at, at most. */
export const seenWrites = 20;

/** How many writes come “at once”, and within which time, in milliseconds. */
export const atOnce = { writes: 10, within: 3000 } as const;

/** Returns whether the newest of the last writes, which comes last, has done a task. */
type Check = (writes: readonly SeenWrite[]) => boolean;

/** The check of each task. */
const checks: Readonly<Record<TaskId, Check>> = {
	'forty-two': (writes) => {
		const newest = writes.at(-1);
		return newest?.version === 2 && newest.value === 42;
	},

	'send-twice': (writes) => writes.at(-1)?.replayed ?? false,

	'ten-at-once': (writes) => {
		const last = writes.filter(({ replayed }) => !replayed).slice(-atOnce.writes);
		const [first, newest] = [last[0], last.at(-1)];
		if (!first || !newest || last.length < atOnce.writes) return false;
		const added = atOnce.writes - 1;
		return (
			newest.value - first.value === added &&
			newest.version - first.version === added &&
			newest.at - first.at <= atOnce.within
		);
	},

	// What this instance has not changed, one before it did.
	outlive: (writes) => {
		const newest = writes.at(-1);
		return newest !== undefined && !newest.replayed && newest.version > newest.changes;
	},

	'be-watched': (writes) => {
		const newest = writes.at(-1);
		return newest !== undefined && !newest.replayed && newest.watchers >= 2;
	},
};

/**
 * Returns the tasks that are done after a write.
 *
 * @param before the tasks that were done before it
 * @param writes the last writes, the newest last
 */
export function doneTasks(
	before: readonly TaskId[],
	writes: readonly SeenWrite[],
): readonly TaskId[] {
	return taskIds.filter((id) => before.includes(id) || checks[id](writes));
}
