import type { JSX } from 'preact';
import type { CounterInspection } from '../../core/contract/answers';
import { counterApi } from '../../core/contract/paths';
import { ask, isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Reset } from './controls';
import { randomDemoName } from './random-demo-name';

interface Seen {
	/** The counter of this reader alone. */
	readonly name: string;
	readonly object: CounterInspection;
	/** Whether the object was restarted just now. */
	readonly isNew: boolean;
}

/** One number in memory and one in storage, and a restart that only one of them outlives. */
export function Restart(): JSX.Element {
	const task = useTask<Seen>();

	function press(): void {
		const name = task.result?.name ?? randomDemoName();
		task.run(async () => {
			const written = await ask('POST', counterApi(name, 'increment'));
			if (isFailure(written)) return written;
			const object = await ask<CounterInspection>('GET', counterApi(name, 'inspect'));
			return isFailure(object) ? object : { name, object, isNew: false };
		});
	}

	function restart(): void {
		const name = task.result?.name;
		if (name === undefined) return;
		task.run(async () => {
			const object = await ask<CounterInspection>('POST', counterApi(name, 'restart'));
			return isFailure(object) ? object : { name, object, isNew: true };
		});
	}

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={press}>
					Add 1
				</Button>
				<Button task={task} isQuiet isIdle={!task.result} onPress={restart}>
					Restart the object
				</Button>
				<Reset task={task} />
			</p>
			<div class="demo-pair">
				<Figure title="In memory" value={task.result?.object.changes} />
				<Figure title="In storage" value={task.result?.object.value} />
			</div>
			<Status
				task={task}
				done={task.result && summary(task.result)}
				hasRun={task.result?.isNew ?? false}
			/>
		</>
	);
}

function summary({ object, isNew }: Seen): string {
	const woke = new Date(object.wokeAt).toLocaleTimeString();
	if (!isNew)
		return `In memory ${object.changes}, in storage ${object.value}. Awake since ${woke}.`;
	return `Restarted: a new object woke at ${woke}. In memory ${object.changes}, in storage still ${object.value}.`;
}
