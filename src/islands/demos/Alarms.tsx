import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ObjectInside } from '../../core/contract/answers';
import { counterApi } from '../../core/contract/paths';
import { randomDigits } from '../counter/client';
import { ask, type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { timeText } from '../shared/time-text';
import { useTask } from '../shared/use-task';
import { Message, Reset } from './controls';
import { drawName } from './draw-name';

interface Done {
	/** The counter of this reader alone. */
	readonly name: string;
	/** What was done last. */
	readonly told: string;
}

/** How often the object is looked at while it waits for its alarm, in milliseconds. */
const lookInterval = 1000;

/** The duties of one object, and the one alarm that they share. */
export function Alarms(): JSX.Element {
	const task = useTask<Done>();
	const [inside, setInside] = useState<ObjectInside>();
	const { name, told } = task.result ?? {};
	const reminder = inside?.duties.find((duty) => duty.name === 'remind')?.due;

	function run(told: string, act: (name: string) => Promise<unknown>): void {
		const counter = name ?? drawName();
		task.run(async () => {
			const done = await act(counter);
			const seen = isFailure(done) ? done : await look(counter);
			if (isFailure(seen)) return seen;
			setInside(seen);
			return { name: counter, told };
		});
	}

	useEffect(() => {
		if (name === undefined || reminder === undefined) return undefined;
		let isOver = false;
		const timer = setInterval(async () => {
			const seen = await look(name);
			// While the object restarts there is no answer; the next look has one.
			if (!isOver && !isFailure(seen)) setInside(seen);
		}, lookInterval);
		return () => {
			isOver = true;
			clearInterval(timer);
		};
	}, [name, reminder]);

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={() => run('Counted.', pressWithKey)}>
					Press with a key
				</Button>
				<Button
					task={task}
					isQuiet
					isIdle={!name}
					onPress={() => run('Stored.', (counter) => post(counter, 'remind'))}
				>
					Remind me in 5 s
				</Button>
				<Button
					task={task}
					isQuiet
					isIdle={!name}
					onPress={() => run('A new object woke.', (counter) => post(counter, 'restart'))}
				>
					Restart the object
				</Button>
				<Reset task={task} />
			</p>
			{name !== undefined && inside && <DutyList inside={inside} />}
			<Status
				task={task}
				done={inside && told && `${told} ${tellAlarm(inside)}`}
				hasRun={name !== undefined && inside?.rangAt !== undefined}
			/>
		</>
	);
}

function DutyList({ inside: { duties, alarm } }: { inside: ObjectInside }): JSX.Element {
	return (
		<Message title="The object’s duties, in the order in which they run">
			<ol class="demo-log">
				{duties.map(({ name, due }) => (
					<li key={name}>
						{name}: {due === undefined ? 'nothing to do' : timeText(due)}
						{due !== undefined && due === alarm && (
							<>
								, <strong class="demo-alarm">the alarm</strong>
							</>
						)}
					</li>
				))}
			</ol>
		</Message>
	);
}

function tellAlarm({ duties, alarm, rangAt }: ObjectInside): string {
	const first = duties.find(({ due }) => due === alarm)?.name;
	const set = alarm === undefined ? 'not set' : `set for “${first}”, ${timeText(alarm)}`;
	return rangAt === undefined
		? `The alarm is ${set}.`
		: `The alarm rang at ${timeText(rangAt)} and is now ${set}.`;
}

function look(name: string): Promise<ObjectInside | Failure> {
	return ask<ObjectInside>('GET', counterApi(name, 'inside'));
}

function post(name: string, resource: 'remind' | 'restart'): Promise<unknown> {
	return ask('POST', counterApi(name, resource));
}

async function pressWithKey(name: string): Promise<unknown> {
	const headers = { 'Idempotency-Key': `"${randomDigits()}"` };
	const answer = await send('POST', counterApi(name, 'increment'), { headers });
	return isFailure(answer) ? answer : readData(answer);
}
