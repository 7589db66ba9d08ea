import type { JSX } from 'preact';
import { counterApi } from '../../core/contract/paths';
import type { Whereabouts } from '../../core/contract/whereabouts';
import { ask, type Failure, isFailure } from '../shared/ask';
import { Button } from '../shared/Button';
import { Status } from '../shared/Status';
import { useTask } from '../shared/use-task';
import { Figure, Reset } from './controls';
import { randomDemoName } from './random-demo-name';

interface Measured extends Whereabouts {
	/** How long requests took that the Worker answers alone, in milliseconds. */
	readonly toWorker: readonly number[];
}

/** How often the way to the Worker is timed: as often as the Worker times its way to the object. */
const times = 5;

/** Where the Worker and an object of the reader's own are, and how far it is from each to the next. */
export function Location(): JSX.Element {
	const task = useTask<Measured>();
	const found = task.result;

	return (
		<>
			<p class="demo-buttons">
				<Button task={task} onPress={() => task.run(measure)}>
					Measure the way
				</Button>
				<Reset task={task} />
			</p>
			<div class="demo-pair">
				<Way title="Browser to Worker, ms" times={found?.toWorker} end={found?.worker} />
				<Way
					title="Worker to object, ms"
					times={found?.roundTrips}
					end={found?.object.dataCentre}
				/>
			</div>
			<Status task={task} busy="Ten messages are on their way…" done={found && summary(found)} />
		</>
	);
}

async function measure(): Promise<Measured | Failure> {
	const path = counterApi(randomDemoName(), 'whereabouts');
	const toWorker: number[] = [];
	try {
		// The first one also opens the connection.
		for (let time = 0; time <= times; time++) {
			const started = performance.now();
			await fetch(path, { method: 'OPTIONS' });
			toWorker.push(Math.round(performance.now() - started));
		}
	} catch {
		return { failed: 'No answer came' };
	}
	const found = await ask<Whereabouts>('POST', path);
	return isFailure(found) ? found : { ...found, toWorker: toWorker.slice(1) };
}

function summary({ worker, object, toWorker, roundTrips }: Measured): string {
	const ways = `There and back it took ${median(toWorker)} ms to the Worker, and ${median(roundTrips)} ms more from there to your object, at the median.`;
	if (worker === null) return `${ways} Both run on one machine, outside Cloudflare’s network.`;
	const { dataCentre } = object;
	if (dataCentre === null)
		return `${ways} The Worker ran in ${worker}; where the object runs is not known.`;
	return dataCentre === worker
		? `${ways} Both ran in ${worker}.`
		: `${ways} The Worker ran in ${worker}, your object in ${dataCentre} or near it.`;
}

interface WayProps {
	title: string;
	times: readonly number[] | undefined;
	/** The data centre at its end, if it is known. */
	end: string | null | undefined;
}

function Way({ title, times, end }: WayProps): JSX.Element {
	return (
		<Figure title={title} value={times && median(times)}>
			{times && (
				<p class="hint">
					of {times.join(', ')}
					{end && <>; in {end}</>}
				</p>
			)}
		</Figure>
	);
}

function median(numbers: readonly number[]): number | undefined {
	return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
