import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ObjectInside } from '../../core/contract/answers';
import { dutyNames } from '../../core/contract/duty-names';
import { counterApi } from '../../core/contract/paths';
import { randomDigits } from '../counter/client';
import { ask, type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { timeText } from '../shared/time-text';
import { useTask } from '../shared/use-task';
import { Message, Reset } from './controls';
import { randomDemoName } from './random-demo-name';
import { usePolling } from './use-polling';

interface Done {
	/** The counter of this reader alone. */
	readonly name: string;
	/** What was done last. */
	readonly message: string;
}

/** The duties of one object, and the one alarm that they share. */
export function Alarms(): JSX.Element {
	const task = useTask<Done>();
	const [inside, setInside] = useState<ObjectInside>();
	const { name, message } = task.result ?? {};
	const reminder = inside?.duties.find((duty) => duty.name === dutyNames.remind)?.due;

	function run(message: string, act: (name: string) => Promise<unknown>): void {
		const counter = name ?? randomDemoName();
		task.run(async () => {
			const done = await act(counter);
			const seen = isFailure(done) ? done : await look(counter);
			if (isFailure(seen)) return seen;
			setInside(seen);
			return { name: counter, message };
		});
	}

	usePolling(name, reminder, look, setInside);

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
				done={inside && message && `${message} ${describeAlarm(inside)}`}
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

function describeAlarm(inside: ObjectInside): string {
	const { rangAt } = inside;
	const set = describeSetting(inside);
	return rangAt === undefined
		? `The alarm is ${set}`
		: `The alarm rang at ${timeText(rangAt)} and is now ${set}`;
}

/** Says for what the alarm is set. A duty may have become due later since; the alarm is not moved for it. */
function describeSetting({ duties, alarm }: ObjectInside): string {
	const first = earliest(duties);
	if (alarm === undefined || !first) return 'not set.';
	if (Date.parse(first.due) <= Date.parse(alarm))
		return `set for “${first.name}”, ${timeText(alarm)}.`;
	return `set for ${timeText(alarm)}. It will find nothing to do yet: “${first.name}” is now due at ${timeText(first.due)}.`;
}

/** The duty that is due first, and when; `undefined` if there is nothing to do. */
function earliest(duties: ObjectInside['duties']): { name: string; due: string } | undefined {
	return duties
		.flatMap(({ name, due }) => (due === undefined ? [] : [{ name, due }]))
		.toSorted((one, other) => Date.parse(one.due) - Date.parse(other.due))[0];
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
