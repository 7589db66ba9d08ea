import { useEffect, useRef, useState } from 'preact/hooks';
import type { Notice } from '../card-state';
import { useCountdown } from '../use-countdown';
import { type Failure, isFailure } from './ask';

/** What a task does; it may show what it has before it has all. */
export type Work<Result> = (show: (result: Result) => void) => Promise<Result | Failure>;

/** Something that takes a moment, may be refused and can be started over. */
export interface Task<Result> {
	readonly isBusy: boolean;
	/** Why the last run came to nothing, until the next one. */
	readonly notice: Notice | undefined;
	/** Whether a run would be refused now. */
	readonly isBlocked: boolean;
	/** The newest result. */
	readonly result: Result | undefined;
	/** Runs, unless it is running or blocked. */
	run(work: Work<Result>): void;
	/** Forgets everything; what is still on its way goes unheard. */
	reset(): void;
}

interface State<Result> {
	readonly isBusy: boolean;
	readonly notice: Notice | undefined;
	readonly result: Result | undefined;
}

const idle = { isBusy: false, notice: undefined, result: undefined };

/** Keeps the progress, the result and the refusal of one task of a component. */
export function useTask<Result>(): Task<Result> {
	const [state, setState] = useState<State<Result>>(idle);
	/** The state before it is rendered, and which run it belongs to. */
	const latest = useRef({ state, run: 0 }).current;
	useCountdown(state.notice?.until);
	// A component that is gone hears of nothing.
	useEffect(
		() => () => {
			latest.run += 1;
		},
		[],
	);

	function become(change: Partial<State<Result>>): void {
		latest.state = { ...latest.state, ...change };
		setState(latest.state);
	}

	function isBlocked(): boolean {
		const until = latest.state.notice?.until;
		return until !== undefined && Date.now() < until;
	}

	async function run(work: Work<Result>): Promise<void> {
		if (latest.state.isBusy || isBlocked()) return;
		latest.run += 1;
		const mine = latest.run;
		become({ isBusy: true, notice: undefined });
		const outcome = await work((result) => {
			if (latest.run === mine) become({ result });
		}).catch(broken);
		if (latest.run !== mine) return;
		become({
			isBusy: false,
			...(isFailure(outcome) ? { notice: refusal(outcome) } : { result: outcome }),
		});
	}

	return {
		...state,
		isBlocked: isBlocked(),
		run: (work) => void run(work),
		reset() {
			latest.run += 1;
			// A refusal outlives the reset: the site would refuse again.
			become({ ...idle, ...(isBlocked() && { notice: latest.state.notice }) });
		},
	};
}

/** What a bug looks like to a reader. */
function broken(error: unknown): Failure {
	console.error(error);
	return { failed: 'Something broke on this page' };
}

/** Spells a failure for a reader, with the time until which it lasts. */
export function refusal({ failed, retryAfter }: Failure): Notice {
	if (retryAfter === undefined) return { text: failed };
	return { text: failed, until: Date.now() + retryAfter * 1000 };
}
