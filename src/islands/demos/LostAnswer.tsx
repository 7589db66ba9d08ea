import type { JSX } from 'preact';
import type { CounterValue } from '../../core/contract/answers';
import { slowAnswerDelay } from '../../core/contract/api';
import { counterApi, counterPage } from '../../core/contract/paths';
import { ask, type Failure, isFailure, readData, send } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Reset } from './controls';
import { randomDemoName } from './random-demo-name';

type Way = 'without' | 'with';

/** One press whose answer was lost, as far as it has come. */
interface Story {
	readonly name: string;
	/** What happened so far, in sentences. */
	readonly steps: readonly string[];
	/** The value that was read last. */
	readonly value: number;
}

type Stories = Readonly<Partial<Record<Way, Story>>>;

const titles = { without: 'Without a key', with: 'With a key' } as const;

/** How long to wait between two readings, in milliseconds. */
const readingInterval = 100;

/** One press, sent twice since its answer was lost: with a key it counts once. */
export function LostAnswer(): JSX.Element {
	const task = useTask<Stories>();

	function lose(way: Way): void {
		const stories = task.result;
		task.run(async (show) => {
			const story = await play(way, (story) => show({ ...stories, [way]: story }));
			return isFailure(story) ? story : { ...stories, [way]: story };
		});
	}

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={() => lose('without')}>
					Lose it without a key
				</Button>
				<Button task={task} onPress={() => lose('with')}>
					Lose it with a key
				</Button>
				<Reset task={task} />
			</p>
			<div class="demo-pair demo-stories">
				<Account title={titles.without} story={task.result?.without} />
				<Account title={titles.with} story={task.result?.with} />
			</div>
			<Status
				task={task}
				busy="One press is on its way…"
				done={Object.entries(task.result ?? {})
					.map(
						([way, { value }]) =>
							`${titles[way as Way]} one press counted ${value === 1 ? 'once' : 'twice'}.`,
					)
					.join(' ')}
			/>
		</>
	);
}

function Account({ title, story }: { title: string; story: Story | undefined }): JSX.Element {
	return (
		<Figure title={title} value={story?.value}>
			<ol class="demo-steps">
				{story?.steps.map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
			{story && (
				<p class="hint">
					<a href={counterPage(story.name)}>See the counter</a>
				</p>
			)}
		</Figure>
	);
}

/**
 * Sends a press, aborts the request once it was counted but before it is answered, and sends it again.
 *
 * @param show receives the story after each step
 */
async function play(way: Way, show: (story: Story) => void): Promise<Story | Failure> {
	const name = randomDemoName();
	const headers: Record<string, string> = way === 'with' ? { 'Idempotency-Key': `"${name}"` } : {};
	let story: Story = { name, steps: [], value: 0 };
	const step = (sentence: string, value = story.value): void => {
		story = { ...story, steps: [...story.steps, sentence], value };
		show(story);
	};

	const line = new AbortController();
	const first = send('POST', counterApi(name, 'slow-increment'), { headers, signal: line.signal });
	step(way === 'with' ? 'The press is sent, with a key.' : 'The press is sent.');

	const outcome = await Promise.race([first, counted(name)]);
	if (typeof outcome !== 'number') {
		line.abort();
		const early = isFailure(outcome) ? outcome : readData<CounterValue>(outcome);
		return isFailure(early) ? early : { failed: 'The answer came too early to be lost' };
	}
	step(`It is counted: another reader sees ${outcome}.`, outcome);

	line.abort();
	await first;
	step('This page hangs up before the answer comes. It cannot know.');

	const second = await send('POST', counterApi(name, 'increment'), { headers });
	if (isFailure(second)) return second;
	const answer = readData<CounterValue>(second);
	if (isFailure(answer)) return answer;
	const isReplayed = second.headers.get('Idempotency-Replayed') === 'true';
	step(
		isReplayed
			? `The press is sent again, and the first answer comes back, marked as replayed: ${second.text}`
			: `The press is sent again, and counts again: ${second.text}`,
	);
	const now = await ask<CounterValue>('GET', counterApi(name, 'value'));
	return isFailure(now) ? now : { ...story, value: now.value };
}

/** Reads a counter until it is not 0, for as long as the slow answer is delayed. */
async function counted(name: string): Promise<number | Failure> {
	const end = performance.now() + slowAnswerDelay;
	while (performance.now() < end) {
		const reading = await ask<CounterValue>('GET', counterApi(name, 'value'));
		if (!isFailure(reading) && reading.value !== 0) return reading.value;
		await new Promise((resolve) => setTimeout(resolve, readingInterval));
	}
	return { failed: 'The press did not arrive' };
}
