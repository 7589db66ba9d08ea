import type { ComponentChildren, JSX } from 'preact';
import type { CounterInspection, HealthReport } from '../../core/contract/answers';
import { apiPaths, counterApi } from '../../core/contract/paths';
import type { RecordedEvent, Recording } from '../../core/contract/recording';
import { freePlan, shareText } from '../../core/site/free-plan';
import { ask, type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Reset } from './controls';
import { randomDemoName } from './random-demo-name';

/** What an operator would look at, for one object. */
interface Books {
	/** The counter of this reader alone. */
	readonly name: string;
	readonly health: HealthReport;
	readonly object: CounterInspection;
	/** How many rows the object has written since the first look. */
	readonly rows: number;
	/** The last event that is counted in {@link rows}. */
	readonly last: RecordedEvent['id'] | undefined;
}

/** Live figures of the reader's own object, and their share of what the free plan allows. */
export function Running(): JSX.Element {
	const task = useTask<Books>();
	const books = task.result;

	function write(): void {
		const name = books?.name ?? randomDemoName();
		task.run(async () => {
			const written = await send('POST', counterApi(name, 'increment'), {
				headers: { 'Idempotency-Key': `"${randomDemoName()}"` },
			});
			const counted = isFailure(written) ? written : readData(written);
			return isFailure(counted) ? counted : lookUp(name, books);
		});
	}

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={write}>
					Write once
				</Button>
				<Reset task={task} />
			</p>
			<dl class="facts demo-facts">
				<Entry term="Calls of your object" used={books?.object.calls} allowed={freePlan.calls}>
					a day
				</Entry>
				<Entry term="Rows it wrote" used={books?.rows} allowed={freePlan.rowsWritten}>
					a day
				</Entry>
				<Entry
					term="Bytes it stores"
					used={books?.object.storedBytes}
					allowed={freePlan.storedBytes}
				>
					in all
				</Entry>
			</dl>
			<Status task={task} done={books && summary(books)} />
		</>
	);
}

/** Reads what the object, its recorder and the site report. */
async function lookUp(name: string, before: Books | undefined): Promise<Books | Failure> {
	const recording = await ask<Recording>('GET', counterApi(name, 'recording'));
	if (isFailure(recording)) return recording;
	const object = await ask<CounterInspection>('GET', counterApi(name, 'inspect'));
	if (isFailure(object)) return object;
	const health = await ask<HealthReport>('GET', apiPaths.health);
	if (isFailure(health)) return health;

	const { events } = recording;
	const isNew = events.slice(events.findIndex(({ id }) => id === before?.last) + 1);
	const rows = isNew.reduce(
		(sum, event) => sum + (event.event === 'rows' ? event.count : 0),
		before?.rows ?? 0,
	);
	return { name, health, object, rows, last: events.at(-1)?.id };
}

function summary({ health: { status, site }, object: { wokeAt } }: Books): string {
	const halves = status === 'ok' ? `both halves run ${site}` : 'its halves are of two versions';
	return `The site is well, and ${halves}. Your object is awake since ${new Date(wokeAt).toLocaleTimeString()}.`;
}

interface EntryProps {
	term: string;
	/** Absent before the first look. */
	used: number | undefined;
	allowed: number;
	/** For how long it is allowed. */
	children: ComponentChildren;
}

function Entry({ term, used, allowed, children }: EntryProps): JSX.Element {
	return (
		<div>
			<dt>{term}</dt>
			<dd>
				{used === undefined ? (
					'–'
				) : (
					<>
						<strong>{used.toLocaleString('en')}</strong>, {shareText(used, allowed)} of{' '}
						{allowed.toLocaleString('en')} {children}
					</>
				)}
			</dd>
		</div>
	);
}
