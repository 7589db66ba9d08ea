import type { ComponentChildren, JSX } from 'preact';
import { useHydrated } from './use-hydrated';
import type { Task } from './use-task';

interface Props {
	/** What cannot run at times; absent for a button that does not depend on it. */
	task?: Pick<Task<unknown>, 'isBusy' | 'isBlocked'>;
	onPress: () => void;
	/** Whether it is not the first thing to do here. */
	isQuiet?: boolean;
	/** Whether there is nothing for it to do. */
	isIdle?: boolean;
	children: ComponentChildren;
}

/**
 * A button that needs a script: it is marked as disabled until it is hydrated, and while its task
 * cannot run. It keeps the focus also while it is disabled.
 */
export function Button({ task, onPress, isQuiet, isIdle, children }: Props): JSX.Element {
	const isHydrated = useHydrated();
	const isDisabled = !isHydrated || task?.isBusy || task?.isBlocked || isIdle || false;
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
