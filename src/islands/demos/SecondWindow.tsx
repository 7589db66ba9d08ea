import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { counterApi, counterPage } from '../../core/contract/paths';
import { ask, isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Message, Reset } from './controls';
import { randomDemoName } from './random-demo-name';
import { useMessages } from './use-messages';

/** A counter of the reader's own, to be opened in two windows that show each other's changes. */
export function SecondWindow(): JSX.Element {
	const [name, setName] = useState<string>();
	const task = useTask();
	const messages = useMessages(name);
	const newest = messages[0]?.message;
	const watchers = newest && 'watchers' in newest ? newest.watchers : undefined;

	function add(counter: string): void {
		task.run(async () => {
			const written = await ask('POST', counterApi(counter, 'increment'));
			return isFailure(written) ? written : undefined;
		});
	}

	function reset(): void {
		setName(undefined);
		task.reset();
	}

	return (
		<>
			<p class="demo-buttons">
				<Button
					task={task}
					onPress={() => (name === undefined ? setName(randomDemoName()) : add(name))}
				>
					{name === undefined ? 'Make a counter' : 'Add 1'}
				</Button>
				{name !== undefined && (
					<a class="button button-quiet" href={counterPage(name)} target="_blank" rel="noopener">
						Open a second window
					</a>
				)}
				<Reset task={{ isIdle: name === undefined, reset }} />
			</p>
			<div class="demo-pair">
				<Figure title="Value" value={newest?.value} />
				<Figure title="Watchers" value={watchers} />
			</div>
			<Status
				task={task}
				done={newest && `At ${newest.value}${audience(watchers)}.`}
				hasRun={watchers !== undefined && watchers > 1}
			/>
			{messages.length > 0 && (
				<Message title="Messages, the newest first">
					<ol class="demo-log">
						{messages.map(({ count, at, message }) => (
							<li key={count}>
								<time>{at}</time> <code>{JSON.stringify(message)}</code>
							</li>
						))}
					</ol>
				</Message>
			)}
		</>
	);
}

function audience(watchers: number | undefined): string {
	if (watchers === undefined) return '';
	return watchers === 1 ? ', watched by this window' : `, watched by ${watchers} windows`;
}
