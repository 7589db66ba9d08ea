import { type CounterInspection, counterApi } from '../../core/contract/api';
import { stateful } from '../stateful';
import { ask, drawName, isFailure } from './ask';
import { Button, Figure, Reset, Status } from './controls';
import { createTask } from './task';

interface Seen {
	/** The counter of this reader alone. */
	readonly name: string;
	readonly object: CounterInspection;
	/** Whether the object was restarted just now. */
	readonly isNew: boolean;
}

/** One number in memory and one in storage, and a restart that only one of them outlives. */
export const Restart = stateful((update) => {
	const task = createTask<Seen>(update);

	function press(): void {
		const name = task.result?.name ?? drawName();
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

	return () => (
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
			<Status task={task} done={task.result && summary(task.result)} />
		</>
	);
});

function summary({ object, isNew }: Seen): string {
	const woke = new Date(object.wokeAt).toLocaleTimeString();
	if (!isNew)
		return `In memory ${object.changes}, in storage ${object.value}. Awake since ${woke}.`;
	return `Restarted: a new object woke at ${woke}. In memory ${object.changes}, in storage still ${object.value}.`;
}
