import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { type CounterInspection, counterApi } from '../core/api';
import { ask } from './demos/ask';
import { Button, Status } from './demos/controls';
import { useTask } from './demos/use-task';

/** What a counter's object knows of itself, asked when this appears and whenever its reader wants. */
export function Inspection({ name }: { name: string }): JSX.Element {
	const task = useTask<CounterInspection>();
	const { result } = task;

	function inspect(): void {
		task.run(() => ask<CounterInspection>('GET', counterApi(name, 'inspect')));
	}
	useEffect(inspect, [name]);

	return (
		<>
			{result && (
				<dl class="facts">
					<Fact term="Object id" isCode>
						{result.id}
					</Fact>
					<Fact term="Woke at">{new Date(result.wokeAt).toLocaleTimeString()}</Fact>
					<Fact term="Calls since then">{result.calls}</Fact>
					<Fact term="Watchers">{result.watchers}</Fact>
					<Fact term="Stored">{result.storedBytes.toLocaleString('en')} bytes</Fact>
				</dl>
			)}
			<Button task={task} isQuiet onPress={inspect}>
				Look again
			</Button>
			<Status task={task} busy="Asking the object…" done="" />
		</>
	);
}

interface FactProps {
	term: string;
	children: string | number | (string | number)[];
	isCode?: boolean;
}

function Fact({ term, children, isCode }: FactProps): JSX.Element {
	return (
		<div>
			<dt>{term}</dt>
			<dd>{isCode ? <code>{children}</code> : children}</dd>
		</div>
	);
}
