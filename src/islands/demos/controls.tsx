import type { ComponentChildren, JSX } from 'preact';
import { Reason } from '../Reason';
import type { Task } from './use-task';

interface ButtonProps {
	task: Pick<Task<unknown>, 'isBusy' | 'isBlocked'>;
	onPress: () => void;
	/** Whether it is not the first thing to do here. */
	isQuiet?: boolean;
	/** Whether there is nothing for it to do. */
	isIdle?: boolean;
	children: ComponentChildren;
}

/** A button that can be pressed while its task can run. It keeps the focus also while it cannot. */
export function Button({ task, onPress, isQuiet, isIdle, children }: ButtonProps): JSX.Element {
	const isDisabled = task.isBusy || task.isBlocked || isIdle === true;
	return (
		<button
			class={isQuiet ? 'button button-quiet' : 'button'}
			type="button"
			aria-disabled={isDisabled}
			onClick={() => {
				if (!isDisabled) onPress();
			}}
		>
			{children}
		</button>
	);
}

/** The button that brings a demo back to its beginning, if it has left it. */
export function Reset({ task }: { task: Omit<Task<unknown>, 'run'> }): JSX.Element {
	const { isBusy, notice, result } = task;
	const isIdle = !isBusy && !notice && result === undefined;
	return (
		<Button task={{ isBusy: false, isBlocked: false }} isQuiet isIdle={isIdle} onPress={task.reset}>
			Start over
		</Button>
	);
}

interface StatusProps {
	task: Pick<Task<unknown>, 'isBusy' | 'notice' | 'isBlocked'>;
	/** What happens while it runs. */
	busy?: string;
	/** What came of it, in a sentence. */
	done: ComponentChildren;
}

/** Says politely how a task is getting on. */
export function Status({ task, busy = 'Working…', done }: StatusProps): JSX.Element {
	const { isBusy, notice, isBlocked } = task;
	const refused = notice && (notice.until === undefined || isBlocked) ? notice : undefined;
	return (
		<div class="task-status">
			{isBusy && <progress aria-label={busy} />}
			<p class={refused && 'error'} role="status">
				{refused ? <Reason notice={refused} /> : isBusy ? busy : done}
			</p>
		</div>
	);
}
