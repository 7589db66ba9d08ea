import type { ComponentChildren, JSX } from 'preact';
import { Button } from '../shared/Button';
import type { Task } from '../shared/use-task';

/** The button that returns a demo to its first state, if it has left it. */
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

interface MessageProps {
	title: string;
	children: ComponentChildren;
}

/** What was sent or received, with its title above it. */
export function Message({ title, children }: MessageProps): JSX.Element {
	return (
		<figure class="demo-message">
			<figcaption>{title}</figcaption>
			{children}
		</figure>
	);
}
