import type { JSX } from 'preact';
import { findOrder } from '../../core/linearizable';
import { isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Message, Reset } from './controls';
import { randomDemoName } from './random-demo-name';
import { type Answered, recordCalls } from './record-calls';

interface Checked {
	/** What was recorded, in the order of sending. */
	readonly record: readonly Answered[];
	/** The write that is left out of the history which is checked, if any. */
	readonly omitted: Answered | undefined;
	/** An order of that history that explains every answer, if there is one. */
	readonly order: readonly Answered[] | undefined;
}

/** Records calls of the reader's own counter and looks for an order with the checker of the tests. */
export function Testing(): JSX.Element {
	const task = useTask<Checked>();
	const checked = task.result;

	function record(): void {
		task.run(async () => {
			const calls = await recordCalls(randomDemoName());
			return isFailure(calls) ? calls : check(calls);
		});
	}

	function tamper({ record, omitted }: Checked): void {
		task.run(async () => check(record, omitted ? undefined : anyWrite(record)));
	}

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={record}>
					Send nine calls
				</Button>
				<Button task={task} isQuiet isIdle={!checked} onPress={() => checked && tamper(checked)}>
					{checked?.omitted ? 'Put the write back' : 'Leave a write out'}
				</Button>
				<Reset task={task} />
			</p>
			{checked && <History {...checked} />}
			<Status
				task={task}
				busy="Four clients are calling…"
				done={checked && verdict(checked)}
				hasRun={checked?.omitted !== undefined}
			/>
		</>
	);
}

function check(record: readonly Answered[], omitted?: Answered): Checked {
	return { record, omitted, order: findOrder(record.filter((call) => call !== omitted)) };
}

function anyWrite(record: readonly Answered[]): Answered | undefined {
	const writes = record.filter(({ change }) => change > 0);
	return writes[Math.floor(Math.random() * writes.length)];
}

function verdict({ record, omitted, order }: Checked): string {
	if (order) return `An order explains all ${order.length} answers: the history is linearizable.`;
	return omitted
		? `No order explains the answers of the other ${record.length - 1} calls: some count ${omitted.change} that nobody added.`
		: 'No order explains these answers. That would be a bug of this site.';
}

function History({ record, omitted, order }: Checked): JSX.Element {
	return (
		<Message title={order ? 'In an order that explains every answer' : 'As they were sent'}>
			<ol class="demo-log demo-calls">
				{(order ?? record).map((call) => (
					<li key={call.sent}>
						{call === omitted ? <s>{describe(call)}</s> : describe(call)}
						<Span {...call} events={2 * record.length} />
					</li>
				))}
			</ol>
			<p class="hint">
				A bar runs from the sending to the answer; its scale counts both as events.
			</p>
		</Message>
	);
}

function describe({ change, sent, answer }: Answered): string {
	return `${sent}–${answer.at}: ${change ? `add ${change}` : 'read'} → ${answer.value}`;
}

function Span({ sent, answer, events }: Answered & { events: number }): JSX.Element {
	return (
		<svg viewBox={`0 0 ${events} 1`} preserveAspectRatio="none" aria-hidden="true">
			<rect class="gauge-fill" x={sent} width={answer.at - sent} height="1" />
		</svg>
	);
}
