import type { ComponentChildren, JSX } from 'preact';
import { type CounterInspection, counterApi } from '../../core/contract/api';
import { ask } from '../demos/ask';
import { Button, Status } from '../demos/controls';
import { createTask } from '../demos/task';
import { stateful } from '../stateful';

/**
 * What a counter's object knows of itself, folded away. Nothing is asked before it is unfolded;
 * without JavaScript it holds the link to the same as data.
 */
export const UnderTheHood = stateful<{ name: string }>((update, { name }) => {
	const task = createTask<CounterInspection>(update);
	const path = counterApi(name, 'inspect');
	const inspect = (): void => task.run(() => ask<CounterInspection>('GET', path));

	/** Asks the object, also if it was unfolded before it was alive. */
	function look(place: HTMLDetailsElement | null): void {
		if (place?.open) inspect();
	}

	return () => (
		<details class="hood" ref={look} onToggle={({ currentTarget }) => look(currentTarget)}>
			<summary>Under the hood</summary>
			{task.isIdle ? (
				<p>
					<a href={path}>What the object knows of itself</a>
				</p>
			) : (
				<>
					{task.result && <Facts of={task.result} />}
					<Button task={task} isQuiet onPress={inspect}>
						Look again
					</Button>
					<Status task={task} done="" />
				</>
			)}
		</details>
	);
});

function Facts({ of }: { of: CounterInspection }): JSX.Element {
	return (
		<dl class="facts">
			<Fact term="Object id">
				<code>{of.id}</code>
			</Fact>
			<Fact term="Woke at">{new Date(of.wokeAt).toLocaleTimeString()}</Fact>
			<Fact term="Calls since then">{of.calls}</Fact>
			<Fact term="Watchers">{of.watchers}</Fact>
			<Fact term="Stored">{of.storedBytes.toLocaleString('en')} bytes</Fact>
		</dl>
	);
}

function Fact({ term, children }: { term: string; children: ComponentChildren }): JSX.Element {
	return (
		<div>
			<dt>{term}</dt>
			<dd>{children}</dd>
		</div>
	);
}
