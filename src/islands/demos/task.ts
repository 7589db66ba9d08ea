import { isBlocked, type Notice, refusal } from '../counter/card-state';
import { countDown } from '../counter/countdown';
import { type Failure, isFailure } from './ask';

/** What a task does; it may show what it has before it has all. */
export type Work<Result> = (show: (result: Result) => void) => Promise<Result | Failure>;

/** Something that takes a moment, may be refused and can be started over. */
export interface Task<Result> {
	readonly isBusy: boolean;
	/** Why the last run came to nothing, until the next one. */
	readonly notice: Notice | undefined;
	/** The newest result. */
	readonly result: Result | undefined;
	/** Whether a run would be refused now. */
	readonly isBlocked: boolean;
	/** Whether it is at its beginning. */
	readonly isIdle: boolean;
	/** Runs, unless it is running or blocked. */
	run(work: Work<Result>): void;
	/** Forgets everything; what is still on its way goes unheard. */
	reset(): void;
}

/**
 * Keeps the progress, the result and the refusal of one task.
 *
 * @param update is called after every change, and while the seconds of a refusal pass
 */
export function createTask<Result>(update: () => void): Task<Result> {
	const idle = { isBusy: false, notice: undefined, result: undefined };
	/** How often it was run or reset: an outcome counts only if nothing came after its run. */
	let turn = 0;

	const task: Task<Result> = {
		...idle,
		get isBlocked() {
			return isBlocked(task.notice, Date.now());
		},
		get isIdle() {
			return !task.isBusy && !task.notice && task.result === undefined;
		},
		run(work) {
			if (!task.isBusy && !task.isBlocked) void run(work);
		},
		reset() {
			turn++;
			// A refusal outlives the reset: the site would refuse again.
			become({ ...idle, notice: task.isBlocked ? task.notice : undefined });
		},
	};

	async function run(work: Work<Result>): Promise<void> {
		const mine = ++turn;
		become({ isBusy: true, notice: undefined });
		const outcome = await work((result) => {
			if (mine === turn) become({ result });
		}).catch(broken);
		if (mine !== turn) return;
		become({ isBusy: false });
		if (!isFailure(outcome)) {
			become({ result: outcome });
			return;
		}
		const notice = refusal(outcome.failed, outcome.retryAfter, Date.now());
		become({ notice });
		countDown(notice, update);
	}

	function become(change: Partial<Task<Result>>): void {
		Object.assign(task, change);
		update();
	}

	return task;
}

/** What a bug looks like to a reader. */
function broken(error: unknown): Failure {
	console.error(error);
	return { failed: 'Something broke on this page' };
}
