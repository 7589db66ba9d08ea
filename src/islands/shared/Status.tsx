import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ranMark } from './ran';
import { Reason } from './Reason';
import type { Task } from './use-task';

interface Props {
	task: Pick<Task<unknown>, 'isBusy' | 'notice'>;
	/** What happens while it runs. */
	busy?: string;
	/** Its result, in a sentence. */
	done: ComponentChildren;
	/** Whether the demo has shown what it was to show; if absent, whether there is a result. */
	hasRun?: boolean;
}

/** The progress of a task, which a screen reader announces politely. */
export function Status(props: Props): JSX.Element {
	const { task, busy = 'Working…', done } = props;
	const { isBusy, notice } = task;
	const { hasRun = Boolean(done) && !isBusy && !notice } = props;
	const status = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (hasRun) status.current?.setAttribute(ranMark, '');
	}, [hasRun]);

	return (
		<div ref={status} class="task-status">
			{isBusy && <progress aria-label={busy} />}
			<p class={notice && 'error'} role="status">
				{notice ? <Reason notice={notice} /> : isBusy ? busy : done}
			</p>
		</div>
	);
}
