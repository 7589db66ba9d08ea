/** The tasks of the tutorial, in their order. The object on which a reader does them checks them. */
export const taskIds = ['forty-two', 'send-twice', 'ten-at-once', 'outlive', 'be-watched'] as const;

export type TaskId = (typeof taskIds)[number];

/** The answer to the question which tasks were done with a demo’s counter. */
export interface TaskReport {
	/** All tasks, in their order. */
	readonly tasks: readonly { readonly id: TaskId; readonly done: boolean }[];
}
