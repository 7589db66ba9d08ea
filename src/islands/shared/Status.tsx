import type { ComponentChildren, JSX } from 'preact';
import { Reason } from './Reason';
import type { Task } from './use-task';

interface Props {
	task: Pick<Task<unknown>, 'isBusy' | 'notice'>;
	/** What happens while it runs. */
	busy?: string;
	/** Its result, in a sentence. */
	done: ComponentChildren;
}

/** The progress of a task, which a screen reader announces politely. */
export function Status({ task: { isBusy, notice }, busy = 'Working…', done }: Props): JSX.Element {
	return (
		<div class="task-status">
			{isBusy && <progress aria-label={busy} />}
			<p class={notice && 'error'} role="status">
				{notice ? <Reason notice={notice} /> : isBusy ? busy : done}
			</p>
		</div>
	);
}
