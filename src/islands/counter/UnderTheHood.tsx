import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CounterInspection } from '../../core/contract/answers';
import { counterApi } from '../../core/contract/paths';
import { ask } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';

/**
 * What a counter's object knows of itself, folded away. It is requested when it is unfolded; without
 * JavaScript there is a link to the same as data.
 */
export function UnderTheHood({ name }: { name: string }): JSX.Element {
	const details = useRef<HTMLDetailsElement>(null);
	const task = useTask<CounterInspection>();
	const path = counterApi(name, 'inspect');
	const inspect = (): void => task.run(() => ask<CounterInspection>('GET', path));

	// It may have been unfolded before it was hydrated.
	useEffect(() => {
		if (details.current?.open) inspect();
	}, []);

	return (
		<details
			ref={details}
			class="hood"
			onToggle={({ currentTarget }) => currentTarget.open && inspect()}
		>
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
}

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
