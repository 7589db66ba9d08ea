import {
	apiPaths,
	type CreatedCounter,
	counterApi,
	counterPage,
	type LiveMessage,
} from '../../core/contract/api';
import type { Reading } from '../counter/card-state';
import { type Live, listen } from '../counter/live';
import { stateful } from '../stateful';
import { ask, isFailure } from './ask';
import { Button, Figure, Message, Reset, Status } from './controls';
import { createTask } from './task';

/** How many messages are listed. */
const listed = 8;

/** A message as it came, and when. */
interface Heard {
	/** From 1. */
	readonly count: number;
	readonly at: string;
	readonly news: Reading | LiveMessage;
}

/** A counter of the reader's own, to be opened in two windows that tell each other everything. */
export const SecondWindow = stateful((update) => {
	const making = createTask<CreatedCounter>(follow);
	const adding = createTask(update);
	/** The counter that is listened to, and the way by which its news come. */
	let watched: string | undefined;
	let live: Live | undefined;
	/** The last messages, the newest first. */
	let messages: readonly Heard[] = [];

	/** Listens to the counter that was made, while there is one and the page is shown. */
	function follow(): void {
		const id = making.result?.id;
		if (id !== watched) {
			live?.setOpen(false);
			live = id === undefined ? undefined : listen(id, hear);
			watched = id;
			messages = [];
			document.addEventListener('visibilitychange', follow);
		}
		live?.setOpen(!document.hidden);
		update();
	}

	function hear(news: Reading | LiveMessage | undefined): void {
		if (!news) return;
		const count = (messages[0]?.count ?? 0) + 1;
		const at = new Date().toLocaleTimeString();
		messages = [{ count, at, news }, ...messages].slice(0, listed);
		update();
	}

	function make(): void {
		making.run(() => ask<CreatedCounter>('POST', apiPaths.counters));
	}

	function add(): void {
		const id = watched;
		if (id === undefined) return;
		adding.run(async () => {
			const written = await ask('POST', counterApi(id, 'increment'));
			return isFailure(written) ? written : undefined;
		});
	}

	function reset(): void {
		making.reset();
		adding.reset();
	}

	return () => {
		const task = watched === undefined ? making : adding;
		const news = messages[0]?.news;
		const watchers = news && 'watchers' in news ? news.watchers : undefined;
		return (
			<>
				<p class="demo-buttons">
					<Button task={task} onPress={task === making ? make : add}>
						{task === making ? 'Make a counter' : 'Add 1'}
					</Button>
					{watched !== undefined && (
						<a
							class="button button-quiet"
							href={counterPage(watched)}
							target="_blank"
							rel="noopener"
						>
							Open a second window
						</a>
					)}
					<Reset task={{ isIdle: making.isIdle, reset }} />
				</p>
				<div class="demo-pair">
					<Figure title="Value" value={news?.value} />
					<Figure title="Watchers" value={watchers} />
				</div>
				<Status task={task} done={news && `At ${news.value}${audience(watchers)}.`} />
				{messages.length > 0 && (
					<Message title="Messages, the newest first">
						<ol class="demo-log">
							{messages.map(({ count, at, news }) => (
								<li key={count}>
									<time>{at}</time> <code>{JSON.stringify(news)}</code>
								</li>
							))}
						</ol>
					</Message>
				)}
			</>
		);
	};
});

function audience(watchers: number | undefined): string {
	if (watchers === undefined) return '';
	return watchers === 1 ? ', watched by this window' : `, watched by ${watchers} windows`;
}
