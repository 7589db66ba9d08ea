import type { ComponentChildren, JSX } from 'preact';
import { Reason } from '../counter/Reason';
import type { Task } from './task';

interface ButtonProps {
	/** What cannot run at times; absent for a button that does not depend on it. */
	task?: Pick<Task<unknown>, 'isBusy' | 'isBlocked'>;
	onPress: () => void;
	/** Whether it is not the first thing to do here. */
	isQuiet?: boolean;
	/** Whether there is nothing for it to do. */
	isIdle?: boolean;
	children: ComponentChildren;
}

/** A button that can be pressed while its task can run. It keeps the focus also while it cannot. */
export function Button({ task, onPress, isQuiet, isIdle, children }: ButtonProps): JSX.Element {
	const isDisabled = task?.isBusy || task?.isBlocked || isIdle || false;
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
export function Reset({ task }: { task: Pick<Task<unknown>, 'isIdle' | 'reset'> }): JSX.Element {
	return (
		<Button isQuiet isIdle={task.isIdle} onPress={task.reset}>
			Start over
		</Button>
	);
}

interface FigureProps {
	title: string;
	/** The number, if there is one yet. */
	value: number | undefined;
	children?: ComponentChildren;
}

/** A number with its title above it. */
export function Figure({ title, value, children }: FigureProps): JSX.Element {
	return (
		<figure class="demo-figure">
			<figcaption>{title}</figcaption>
			<p class="demo-number">{value ?? '–'}</p>
			{children}
		</figure>
	);
}

/** Something that was said on the wire, with its title above it. */
export function Message({
	title,
	children,
}: {
	title: string;
	children: ComponentChildren;
}): JSX.Element {
	return (
		<figure class="demo-message">
			<figcaption>{title}</figcaption>
			{children}
		</figure>
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
