import type { JSX } from 'preact';
import type { CounterInspection, HealthReport } from '../../core/contract/answers';
import { apiPaths, counterApi } from '../../core/contract/paths';
import { type Answer, ask, type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Message, Reset } from './controls';
import { randomDemoName } from './random-demo-name';

interface Seen {
	/** The counter of this reader alone. */
	readonly name: string;
	readonly summary: string;
	/** What the call of the missing method was answered with. */
	readonly refusal?: Answer;
}

/** Which versions run, and what becomes of a call of a method that the object does not have. */
export function Shipping(): JSX.Element {
	const task = useTask<Seen>();
	const nameOf = (): string => task.result?.name ?? randomDemoName();

	function compare(): void {
		const name = nameOf();
		task.run(async () => {
			const health = await ask<HealthReport>('GET', apiPaths.health);
			if (isFailure(health)) return health;
			const object = await ask<CounterInspection>('GET', counterApi(name, 'inspect'));
			return isFailure(object) ? object : { name, summary: versions(health, object) };
		});
	}

	function call(): void {
		const name = nameOf();
		task.run(async () => {
			const refusal = await send('POST', counterApi(name, 'unknown-method'));
			if (isFailure(refusal)) return refusal;
			if (refusal.status !== 503) return unexpected(refusal);
			const object = await ask<CounterInspection>('GET', counterApi(name, 'inspect'));
			if (isFailure(object)) return object;
			return { name, refusal, summary: outcome(refusal, object) };
		});
	}

	const refusal = task.result?.refusal;
	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={compare}>
					Ask which code runs
				</Button>
				<Button task={task} isQuiet onPress={call}>
					Call a method it lacks
				</Button>
				<Reset task={task} />
			</p>
			{refusal && (
				<Message title="The answer">
					<pre>
						<code>{transcript(refusal)}</code>
					</pre>
				</Message>
			)}
			<Status task={task} done={task.result?.summary} hasRun={refusal !== undefined} />
		</>
	);
}

function versions({ site }: HealthReport, { codeVersion, wokeAt }: CounterInspection): string {
	const since = new Date(wokeAt).toLocaleTimeString();
	if (codeVersion === undefined) {
		return `The site runs version ${site}. Your object, awake since ${since}, is too old to tell.`;
	}
	const verdict = codeVersion === site ? 'They agree.' : 'One of them is about to change.';
	return `The site runs version ${site}. Your object, awake since ${since}, runs ${codeVersion}. ${verdict}`;
}

/** Another refusal, such as that of the limiter; an object that has the method would be newer than this page. */
function unexpected(answer: Answer): Failure {
	const data = readData(answer);
	return isFailure(data) ? data : { failed: 'The object has the method' };
}

function outcome({ headers }: Answer, { version }: CounterInspection): string {
	const wait = headers.get('Retry-After');
	return `Refused with 503, to be tried again in ${wait} s. Your object is well, and still at version ${version} of its value.`;
}

function transcript({ status, headers, text }: Answer): string {
	const fields = ['Retry-After', 'Content-Type', 'X-Request-Id'].flatMap((field) => {
		const value = headers.get(field);
		return value === null ? [] : `${field}: ${value}`;
	});
	return [status, ...fields, '', text].join('\n');
}
