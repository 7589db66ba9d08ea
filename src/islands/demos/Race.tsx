import type { JSX } from 'preact';
import type { RaceOutcome } from '../../core/contract/answers';
import { apiPaths } from '../../core/contract/paths';
import { raceIncrements } from '../../core/contract/race';
import { tallyStroke } from '../../core/pictures/tally';
import { ask } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Reset } from './controls';

/** Five increments at once, in two ways; only one of them counts them all. */
export function Race(): JSX.Element {
	const task = useTask<RaceOutcome>();
	const race = (): void => task.run(() => ask<RaceOutcome>('POST', apiPaths.race));

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={race}>
					Send five each way
				</Button>
				<Reset task={task} />
			</p>
			<div class="demo-pair">
				<Lane title="Read, then write back" outcome={task.result} way="readThenWrite" />
				<Lane title="One call: increment" outcome={task.result} way="increment" />
			</div>
			<Status
				task={task}
				busy="Ten callers are on their way…"
				done={task.result && summary(task.result)}
			/>
		</>
	);
}

function summary({ increments, readThenWrite, increment }: RaceOutcome): string {
	const lost = increments - readThenWrite.value;
	return `Read and written back: ${readThenWrite.value} of ${increments}, so ${lost} were lost. By one call each: ${increment.value} of ${increments}.`;
}

interface LaneProps {
	title: string;
	/** Absent before the race. */
	outcome: RaceOutcome | undefined;
	way: 'readThenWrite' | 'increment';
}

function Lane({ title, outcome, way }: LaneProps): JSX.Element {
	const counter = outcome?.[way];
	const of = outcome?.increments ?? raceIncrements;
	return (
		<Figure title={title} value={counter?.value}>
			<Strokes counted={counter?.value ?? 0} of={of} />
			<p class="hint">of {of}</p>
		</Figure>
	);
}

/** A tally: increments that were counted as full strokes, those that were lost as faint ones. */
function Strokes({ counted, of }: { counted: number; of: number }): JSX.Element {
	const perRow = 5;
	const rows = Math.ceil(of / (5 * perRow));
	return (
		<svg class="strokes" viewBox={`0 0 ${perRow * 28} ${rows * 26}`} aria-hidden="true">
			{Array.from({ length: of }, (_, stroke) => {
				const group = Math.floor(stroke / 5);
				const left = (group % perRow) * 28;
				const top = Math.floor(group / perRow) * 26;
				const line = tallyStroke(stroke % 5, left, top);
				return <path key={stroke} class={stroke < counted ? 'stroke' : 'stroke-lost'} d={line} />;
			})}
		</svg>
	);
}
