import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
	apiPaths,
	type CreatedCounter,
	counterApi,
	counterPage,
	type LiveNews,
} from '../../core/api';
import type { Reading } from '../card-state';
import { listen } from '../live';
import { ask, isFailure } from './ask';
import { Button, Reset, Status } from './controls';
import { useTask } from './use-task';

/** How many messages are listed. */
const listed = 8;

/** A message as it came, and when. */
interface Message {
	/** From 1. */
	readonly count: number;
	readonly at: string;
	readonly news: Reading | LiveNews;
}

/** A counter of the reader's own, to be opened in two windows that tell each other everything. */
export function SecondWindow(): JSX.Element {
	const making = useTask<CreatedCounter>();
	const adding = useTask();
	const id = making.result?.id;
	const messages = useMessages(id);
	const news = messages[0]?.news;
	const watchers = news && 'watchers' in news ? news.watchers : undefined;

	function make(): void {
		making.run(() => ask<CreatedCounter>('POST', apiPaths.counters));
	}

	function startOver(): void {
		making.reset();
		adding.reset();
	}

	function add(id: string): void {
		adding.run(async () => {
			const written = await ask('POST', counterApi(id, 'increment'));
			return isFailure(written) ? written : undefined;
		});
	}

	return (
		<div class="stage">
			<p class="demo-buttons">
				{id === undefined ? (
					<Button key="make" task={making} onPress={make}>
						Make a counter
					</Button>
				) : (
					<Button key="make" task={adding} onPress={() => add(id)}>
						Add 1
					</Button>
				)}
				{id !== undefined && (
					<a class="button button-quiet" href={counterPage(id)} target="_blank" rel="noopener">
						Open a second window
					</a>
				)}
				<Reset task={{ ...making, reset: startOver }} />
			</p>
			<div class="demo-pair">
				<figure class="demo-figure">
					<figcaption>Value</figcaption>
					<p class="demo-number">{news?.value ?? '–'}</p>
				</figure>
				<figure class="demo-figure">
					<figcaption>Watchers</figcaption>
					<p class="demo-number">{watchers ?? '–'}</p>
				</figure>
			</div>
			<Status
				task={id === undefined ? making : adding}
				done={news && `At ${news.value}${audience(watchers)}.`}
			/>
			{messages.length > 0 && (
				<figure class="demo-message">
					<figcaption>Messages, the newest first</figcaption>
					<ol class="demo-log">
						{messages.map(({ count, at, news }) => (
							<li key={count}>
								<time>{at}</time> <code>{JSON.stringify(news)}</code>
							</li>
						))}
					</ol>
				</figure>
			)}
		</div>
	);
}

function audience(watchers: number | undefined): string {
	if (watchers === undefined) return '';
	return watchers === 1 ? ', watched by this window' : `, watched by ${watchers} windows`;
}

/** The last messages of a counter, the newest first, while it has one and the page is shown. */
function useMessages(name: string | undefined): readonly Message[] {
	const [messages, setMessages] = useState<readonly Message[]>([]);

	useEffect(() => {
		setMessages([]);
		if (name === undefined) return;
		const live = listen(name, (news) => {
			if (!news) return;
			const at = new Date().toLocaleTimeString();
			setMessages((known) =>
				[{ count: (known[0]?.count ?? 0) + 1, at, news }, ...known].slice(0, listed),
			);
		});
		const follow = () => live.setOpen(!document.hidden);
		follow();
		document.addEventListener('visibilitychange', follow);
		return () => {
			document.removeEventListener('visibilitychange', follow);
			live.setOpen(false);
		};
	}, [name]);

	return messages;
}
