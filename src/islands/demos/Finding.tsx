import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CounterValue, ObjectInside } from '../../core/contract/answers';
import { dutyNames } from '../../core/contract/duty-names';
import { counterApi } from '../../core/contract/paths';
import { type CounterList, listPath, pageMax } from '../../core/contract/listing';
import { ask, type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { timeText } from '../shared/time-text';
import { useTask } from '../shared/use-task';
import { Figure, Reset } from './controls';
import { makeOwned, type Owned, ownerFields, removeOwned, useRemoval } from './owned-counter';
import { usePolling } from './use-polling';

/** The counter of this reader: others can see it, since it is listed, but not change it. */
interface Mine {
	readonly owned: Owned;
	readonly isRemoved: boolean;
}

/** The counter and the list, as they were read last. */
interface Seen {
	readonly name: string;
	readonly value: number;
	/** What the list says of the counter; `undefined` if it does not have it. */
	readonly listed: number | undefined;
	/** When the next message to the directory is due; `undefined` if there is none. */
	readonly sendAt: string | undefined;
}

/** A listed counter and the list, to which its changes are sent in the counter's own time. */
export function Finding(): JSX.Element {
	const task = useTask<Mine>();
	const [lastSeen, setLastSeen] = useState<Seen>();
	const { owned, isRemoved = false } = task.result ?? {};
	const seen = lastSeen?.name === owned?.name ? lastSeen : undefined;
	const mine = isRemoved ? undefined : owned;
	const isSettled = seen?.sendAt === undefined && seen?.listed === seen?.value;

	async function seeAfter(mine: Mine): Promise<Mine | Failure> {
		const now = await look(mine.owned.name);
		if (isFailure(now)) return now;
		setLastSeen(now);
		return mine;
	}

	function make(): void {
		task.run(async (show) => {
			const owned = await makeOwned({ listed: true, writes: 'owner' }, (owned) =>
				show({ owned, isRemoved: false }),
			);
			return isFailure(owned) ? owned : seeAfter({ owned, isRemoved: false });
		});
	}

	function add(owned: Owned): void {
		task.run(async () => {
			const written = await addAsOwner(owned);
			return isFailure(written) ? written : seeAfter({ owned, isRemoved: false });
		});
	}

	function remove(owned: Owned): void {
		task.run(async (show) => {
			const removed = await removeOwned(owned);
			if (isFailure(removed)) return removed;
			show({ owned, isRemoved: true });
			return seeAfter({ owned, isRemoved: true });
		});
	}

	const startOver = useRemoval(mine, task);
	usePolling(owned?.name, seen?.sendAt, look, setLastSeen);

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} isIdle={owned !== undefined} onPress={make}>
					Make a listed counter
				</Button>
				<Button task={task} isQuiet isIdle={!mine} onPress={() => mine && add(mine)}>
					Add 1
				</Button>
				<Button task={task} isQuiet isIdle={!mine} onPress={() => mine && remove(mine)}>
					Remove it
				</Button>
				<Reset task={startOver} />
			</p>
			<div class="demo-pair">
				<Figure title="The counter says" value={seen?.value} />
				<Figure title="The list says" value={seen?.listed} />
			</div>
			<Status
				task={task}
				done={seen && describe(seen, isRemoved)}
				hasRun={mine !== undefined && isSettled && seen !== undefined && seen.value > 0}
			/>
		</>
	);
}

function describe({ value, listed, sendAt }: Seen, isRemoved: boolean): string {
	const counter = isRemoved ? 'The counter is removed' : `The counter is at ${value}`;
	const list = listed === undefined ? 'the list does not have it' : `the list has it at ${listed}`;
	const outbox =
		sendAt === undefined ? 'is empty' : `has a note, to be sent at ${timeText(sendAt)}`;
	return `${counter}, ${list}. Its outbox ${outbox}.`;
}

/** Others have the name from the list, so only the owner may add to it. */
async function addAsOwner({ name, token }: Owned): Promise<CounterValue | Failure> {
	const answer = await send('POST', counterApi(name, 'increment'), {
		headers: ownerFields(token),
		body: JSON.stringify({ amount: 1 }),
	});
	return isFailure(answer) ? answer : readData<CounterValue>(answer);
}

/**
 * Reads the counter, its outbox and the newest page of the list. The list is read last: what it says
 * after the outbox was empty is settled.
 */
async function look(name: string): Promise<Seen | Failure> {
	const [counter, inside] = await Promise.all([
		ask<CounterValue>('GET', counterApi(name, 'value')),
		ask<ObjectInside>('GET', counterApi(name, 'inside')),
	]);
	if (isFailure(counter)) return counter;
	if (isFailure(inside)) return inside;
	const list = await ask<CounterList>('GET', listPath({ limit: pageMax }));
	if (isFailure(list)) return list;
	return {
		name,
		value: counter.value,
		listed: list.counters.find((listed) => listed.name === name)?.value,
		sendAt: inside.duties.find((duty) => duty.name === dutyNames.list)?.due,
	};
}
