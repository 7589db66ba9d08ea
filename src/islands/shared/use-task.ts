import { useRef, useState } from 'preact/hooks';
import { type Failure, isFailure } from './ask';
import { isBlocked, type Notice, refusal } from './notice';
import { useExpiry } from './use-expiry';

/**
 * What a task does; it may show a result before it has the whole one. `show` returns whether the
 * result counts: it does not once the task was started over.
 */
export type Work<Result> = (show: (result: Result) => boolean) => Promise<Result | Failure>;

interface TaskState<Result> {
	readonly isBusy: boolean;
	/** Why the last run failed, until the next one. */
	readonly notice: Notice | undefined;
	/** The newest result. */
	readonly result: Result | undefined;
}

/** Something that takes a moment, may be refused and can be started over. */
export interface Task<Result> extends TaskState<Result> {
	/** Whether a run would be refused now. */
	readonly isBlocked: boolean;
	/** Whether it is in its first state. */
	readonly isIdle: boolean;
	/** Runs, unless it is running or blocked. */
	run(work: Work<Result>): void;
	/** Returns to the first state; the outcome of a run that is not over is ignored. */
	reset(): void;
}

const idle = { isBusy: false, notice: undefined, result: undefined };

/** Keeps the progress, the result and the refusal of one task. */
export function useTask<Result>(): Task<Result> {
	const [state, setState] = useState<TaskState<Result>>(idle);
	/** The newest state, also between a change and the render that shows it. */
	const latest = useRef(state);
	/** How often it was run or reset: an outcome counts only if nothing came after its run. */
	const turn = useRef(0);

	function update(change: Partial<TaskState<Result>>): void {
		latest.current = { ...latest.current, ...change };
		setState(latest.current);
	}

	async function run(work: Work<Result>): Promise<void> {
		const { isBusy, notice } = latest.current;
		if (isBusy || isBlocked(notice, performance.now())) return;
		const current = ++turn.current;
		update({ isBusy: true, notice: undefined });
		const outcome = await work((result) => {
			const counts = current === turn.current;
			if (counts) update({ result });
			return counts;
		}).catch(bug);
		if (current !== turn.current) return;
		if (isFailure(outcome)) {
			const notice = refusal(outcome.failed, outcome.retryAfter, performance.now());
			update({ isBusy: false, notice });
		} else update({ isBusy: false, result: outcome });
	}

	const until = state.notice?.until;
	useExpiry(until, () => update({ notice: undefined }));

	return {
		...state,
		isBlocked: until !== undefined,
		isIdle: !state.isBusy && !state.notice && state.result === undefined,
		run: (work) => void run(work),
		reset() {
			turn.current++;
			// A refusal outlives the reset: the site would refuse again.
			update({ ...idle, notice: until === undefined ? undefined : latest.current.notice });
		},
	};
}

function bug(error: unknown): Failure {
	console.error(error);
	return { failed: 'Something broke on this page' };
}
