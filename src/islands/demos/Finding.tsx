import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CounterValue, ObjectInside } from '../../core/contract/answers';
import { counterApi } from '../../core/contract/paths';
import { type CounterList, listPath, pageMax } from '../../core/contract/listing';
import { ask, type Failure, isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { timeText } from '../shared/time-text';
import { useTask } from '../shared/use-task';
import { Figure, Reset } from './controls';
import { makeOwned, type Owned, removeOwned, useRemovalOnLeave } from './owned-counter';

/** The counter and the list, as they were read last. */
interface Seen {
	readonly value: number;
	/** What the list says of the counter; `undefined` if it does not have it. */
	readonly listed: number | undefined;
	/** When the directory is to be told what is new; `undefined` if there is no news. */
	readonly tellAt: string | undefined;
}

/** How often both are read while they differ, in milliseconds. */
const lookInterval = 1000;

/** A listed counter and the list, which is told of it in the counter's own time. */
export function Finding(): JSX.Element {
	const task = useTask<Owned>();
	const [seen, setSeen] = useState<Seen>();
	const [isRemoved, setRemoved] = useState(false);
	const owned = task.result;
	const isSettled =
		seen?.tellAt === undefined && seen?.listed === (isRemoved ? undefined : seen?.value);

	function run(act: () => Promise<Owned | Failure>): void {
		task.run(async () => {
			const counter = await act();
			const now = isFailure(counter) ? counter : await look(counter.name);
			if (isFailure(now)) return now;
			setSeen(now);
			return counter;
		});
	}

	function add(counter: Owned): void {
		run(async () => {
			const written = await ask('POST', counterApi(counter.name, 'increment'));
			return isFailure(written) ? written : counter;
		});
	}

	function remove(counter: Owned): void {
		run(async () => {
			const removed = await removeOwned(counter);
			if (isFailure(removed)) return removed;
			setRemoved(true);
			return counter;
		});
	}

	function forget(): void {
		task.reset();
		setSeen(undefined);
		setRemoved(false);
	}

	useRemovalOnLeave(isRemoved ? undefined : owned, forget);

	useEffect(() => {
		if (!owned || isSettled) return undefined;
		let isOver = false;
		const timer = setInterval(async () => {
			const now = await look(owned.name);
			if (!isOver && !isFailure(now)) setSeen(now);
		}, lookInterval);
		return () => {
			isOver = true;
			clearInterval(timer);
		};
	}, [owned, isSettled]);

	const isMine = owned !== undefined && !isRemoved;
	return (
		<>
			<p class="demo-buttons">
				<Button
					task={task}
					isIdle={owned !== undefined}
					onPress={() => run(() => makeOwned({ listed: true }))}
				>
					Make a listed counter
				</Button>
				<Button task={task} isQuiet isIdle={!isMine} onPress={() => owned && add(owned)}>
					Add 1
				</Button>
				<Button task={task} isQuiet isIdle={!isMine} onPress={() => owned && remove(owned)}>
					Remove it
				</Button>
				<Reset
					task={{
						isIdle: task.isIdle,
						reset() {
							if (owned && !isRemoved) void removeOwned(owned);
							forget();
						},
					}}
				/>
			</p>
			<div class="demo-pair">
				<Figure title="The counter says" value={owned && seen?.value} />
				<Figure title="The list says" value={owned && seen?.listed} />
			</div>
			<Status
				task={task}
				done={owned && seen && tell(seen, isRemoved)}
				hasRun={isMine && isSettled && seen !== undefined && seen.value > 0}
			/>
		</>
	);
}

function tell({ value, listed, tellAt }: Seen, isRemoved: boolean): string {
	const counter = isRemoved ? 'The counter is removed' : `The counter is at ${value}`;
	const list = listed === undefined ? 'the list does not have it' : `the list has it at ${listed}`;
	const news = tellAt === undefined ? 'is empty' : `has news, to be told at ${timeText(tellAt)}`;
	return `${counter}, ${list}. Its outbox ${news}.`;
}

/** Reads the counter, its outbox and the newest page of the list. */
async function look(name: string): Promise<Seen | Failure> {
	const [counter, inside, list] = await Promise.all([
		ask<CounterValue>('GET', counterApi(name, 'value')),
		ask<ObjectInside>('GET', counterApi(name, 'inside')),
		ask<CounterList>('GET', listPath({ limit: pageMax })),
	]);
	if (isFailure(counter)) return counter;
	if (isFailure(inside)) return inside;
	if (isFailure(list)) return list;
	return {
		value: counter.value,
		listed: list.counters.find((listed) => listed.name === name)?.value,
		tellAt: inside.duties.find((duty) => duty.name === 'tell the directory')?.due,
	};
}
