import type { JSX } from 'preact';
import { apiPaths, type CreatedCounter, counterApi, counterPage } from '../../core/contract/api';
import { ask, isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Message, Reset } from './controls';
import { useMessages } from './use-messages';

/** A counter of the reader's own, to be opened in two windows that show each other's changes. */
export function SecondWindow(): JSX.Element {
	const making = useTask<CreatedCounter>();
	const adding = useTask();
	const id = making.result?.id;
	const messages = useMessages(id);
	const task = id === undefined ? making : adding;
	const newest = messages[0]?.message;
	const watchers = newest && 'watchers' in newest ? newest.watchers : undefined;

	function make(): void {
		making.run(() => ask<CreatedCounter>('POST', apiPaths.counters));
	}

	function add(counter: string): void {
		adding.run(async () => {
			const written = await ask('POST', counterApi(counter, 'increment'));
			return isFailure(written) ? written : undefined;
		});
	}

	function reset(): void {
		making.reset();
		adding.reset();
	}

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={() => (id === undefined ? make() : add(id))}>
					{id === undefined ? 'Make a counter' : 'Add 1'}
				</Button>
				{id !== undefined && (
					<a class="button button-quiet" href={counterPage(id)} target="_blank" rel="noopener">
						Open a second window
					</a>
				)}
				<Reset task={{ isIdle: making.isIdle, reset }} />
			</p>
			<div class="demo-pair">
				<Figure title="Value" value={newest?.value} />
				<Figure title="Watchers" value={watchers} />
			</div>
			<Status task={task} done={newest && `At ${newest.value}${audience(watchers)}.`} />
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
