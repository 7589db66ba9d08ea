import type { JSX } from 'preact';
import { type CounterInspection, counterApi } from '../../core/api';
import { ask, drawName, isFailure } from './ask';
import { Button, Reset, Status } from './controls';
import { useTask } from './use-task';

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
	const { result } = task;

	function press(): void {
		const name = result?.name ?? drawName();
		task.run(async () => {
			const written = await ask('POST', counterApi(name, 'increment'));
			if (isFailure(written)) return written;
			const object = await ask<CounterInspection>('GET', counterApi(name, 'inspect'));
			return isFailure(object) ? object : { name, object, isNew: false };
		});
	}

	function restart({ name }: Seen): void {
		task.run(async () => {
			const object = await ask<CounterInspection>('POST', counterApi(name, 'restart'));
			return isFailure(object) ? object : { name, object, isNew: true };
		});
	}

	return (
		<div class="stage">
			<p class="demo-buttons">
				<Button task={task} onPress={press}>
					Add 1
				</Button>
				<Button
					task={task}
					isQuiet
					isIdle={!result}
					onPress={() => {
						if (result) restart(result);
					}}
				>
					Restart the object
				</Button>
				<Reset task={task} />
			</p>
			<div class="demo-pair">
				<Store title="In memory" value={result?.object.changes} />
				<Store title="In storage" value={result?.object.value} />
			</div>
			<Status task={task} done={result && summary(result)} />
		</div>
	);
}

function summary({ object, isNew }: Seen): string {
	const woke = new Date(object.wokeAt).toLocaleTimeString();
	if (!isNew)
		return `In memory ${object.changes}, in storage ${object.value}. Awake since ${woke}.`;
	return `Restarted: a new object woke at ${woke}. In memory ${object.changes}, in storage still ${object.value}.`;
}

function Store({ title, value }: { title: string; value: number | undefined }): JSX.Element {
	return (
		<figure class="demo-figure">
			<figcaption>{title}</figcaption>
			<p class="demo-number">{value ?? '–'}</p>
		</figure>
	);
}
