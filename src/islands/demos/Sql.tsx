import type { JSX } from 'preact';
import type { ObjectInside } from '../../core/contract/answers';
import { counterApi } from '../../core/contract/paths';
import { ask, type Failure, isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Message, Reset } from './controls';
import { randomDemoName } from './random-demo-name';

/** The history of a counter, as far as this demo shows it. */
interface History {
	/** From the earliest hour; the last one is in the counter's own row. */
	readonly entries: readonly { readonly from: string; readonly added: number }[];
}

interface Seen extends History {
	/** The counter of this reader alone. */
	readonly name: string;
	readonly inside: ObjectInside;
	/** Whether the last write migrated the database. */
	readonly isMigrated: boolean;
	/** What was done last, and what came of it. */
	readonly message: string;
}

/** Hours move into a table, which the first of them makes, and reading it has a price. */
export function Sql(): JSX.Element {
	const task = useTask<Seen>();
	const { name, inside, entries = [], isMigrated, message } = task.result ?? {};

	function run(resource: 'increment' | 'pass-hour'): void {
		const counter = name ?? randomDemoName();
		task.run(async () => {
			const done = await ask('POST', counterApi(counter, resource));
			return isFailure(done) ? done : see(counter, inside?.schema ?? 0, resource);
		});
	}

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={() => run('increment')}>
					Add 1
				</Button>
				<Button task={task} isQuiet isIdle={!name} onPress={() => run('pass-hour')}>
					Let an hour pass
				</Button>
				<Reset task={task} />
			</p>
			<div class="demo-pair">
				<Figure title="Steps of the schema" value={inside?.schema} />
				<Figure title="Rows in the table" value={inside && (inside.costs?.rows ?? 0)} />
			</div>
			<Status task={task} done={message} hasRun={isMigrated ?? false} />
			{entries.length > 0 && (
				<Message title="Hours, the newest first">
					<ol class="demo-log">
						{entries.toReversed().map(({ from, added }, index) => (
							<li key={from}>
								<time dateTime={from}>{new Date(from).toLocaleTimeString()}</time>{' '}
								<code>
									+{added}, {index === 0 ? 'in the counter’s row' : 'in the table'}
								</code>
							</li>
						))}
					</ol>
				</Message>
			)}
		</>
	);
}

/** Reads the object and its history after something was done to it. */
async function see(name: string, before: number, done: string): Promise<Seen | Failure> {
	const [inside, history] = await Promise.all([
		ask<ObjectInside>('GET', counterApi(name, 'inside')),
		ask<History>('GET', counterApi(name, 'history')),
	]);
	if (isFailure(inside)) return inside;
	if (isFailure(history)) return history;
	const isMigrated = inside.schema > before;
	return {
		name,
		inside,
		entries: history.entries,
		isMigrated,
		message: describe(inside, before, done),
	};
}

function describe({ schema, tables, costs }: ObjectInside, before: number, done: string): string {
	if (done === 'pass-hour')
		return `An hour has passed and woke nobody: the schema is still at ${schema}. Add 1.`;
	if (!costs) return 'Counted in the counter’s row. There is no table yet.';
	const { byKey, byScan } = costs;
	const step =
		schema === before
			? ''
			: `The hour was over, so this write took the schema from ${before} to ${schema} and made the table ${tables.join()}. `;
	return `${step}To read its earliest hour, the database read ${rows(byKey)} by the whole key and ${rows(byScan)} by half of it.`;
}

function rows(count: number): string {
	return count === 1 ? '1 row' : `${count} rows`;
}
