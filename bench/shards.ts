import type { LoadResult } from './load/requests.ts';
import { fewer, type Means, readTotals } from './measure.ts';
import { type Spread, spread } from './statistics.ts';
import { type Running, start } from './workerd.ts';
import { loadOf, works } from './works.ts';

/** How the writes to one counter are spread. */
export interface Setup {
	/** Objects that take the writes; 0 if the counter's own object takes them itself. */
	readonly shards: number;
	/** Processes that share the shards and the connections evenly; the counter is in the first. */
	readonly processes: number;
}

/** What one hot counter did in one setup. */
export interface Sharded extends Setup {
	/** Writes a second. */
	readonly rate: Spread;
	readonly p50: number;
	readonly p99: number;
	/** Processor time of all processes for one write, in microseconds. */
	readonly processorTime: number | undefined;
	/** Calls of the counter's own object in a second: writes, or flushes of its shards. */
	readonly rootCalls: number;
	/** Rows that all shards wrote for one write, their alarms included. */
	readonly shardRows: number;
	/** Rows that the counter's own object wrote for one write. */
	readonly rootRows: number;
	/** Writes that were acknowledged, and the value the counter had in the end. */
	readonly acknowledged: number;
	readonly value: number;
	/** Answers that should not have been. */
	readonly unexpected: number;
}

/** The counter that all write to. */
const name = 'hot';

/** How long shards may take to pass everything on, in milliseconds. */
const patience = 10_000;

/** Longer than two flushes: by then everything has arrived, also what should not. */
const settling = 700;

const setups: readonly Setup[] = [
	{ shards: 0, processes: 1 },
	{ shards: 2, processes: 1 },
	{ shards: 4, processes: 1 },
	{ shards: 8, processes: 1 },
	{ shards: 2, processes: 2 },
	{ shards: 8, processes: 2 },
];
const quickSetups: readonly Setup[] = [
	{ shards: 0, processes: 1 },
	{ shards: 4, processes: 1 },
	{ shards: 4, processes: 2 },
];

interface Round extends LoadResult {
	readonly rootCalls: number;
	readonly processorTime: number | undefined;
}

/** A setup while it is measured. */
interface Trial {
	readonly setup: Setup;
	readonly processes: Processes;
	readonly rounds: Round[];
	/** Writes that were acknowledged so far, measured or not. */
	acknowledged: number;
}

/** The one with the counter first. */
type Processes = readonly [Running, ...Running[]];

/**
 * Writes to one counter with its writes spread over more and more shards, in turns.
 *
 * All objects of a process share one thread, so in one process more shards cannot mean more writes;
 * they show how few calls are left to the counter's own object. Of two processes each has a Worker,
 * half of the connections and half of the shards, as on a network; only flushes cross over.
 */
export async function measureShards(means: Means): Promise<Sharded[]> {
	const { isQuick } = means.pace;
	const trials: Trial[] = [];
	try {
		for (const setup of isQuick ? quickSetups : setups) {
			const processes = await startSetup(means, setup, false);
			const trial: Trial = { setup, processes, rounds: [], acknowledged: 0 };
			trials.push(trial);
			const duration = { milliseconds: isQuick ? 200 : 1000, warmup: 0 };
			trial.acknowledged += (await write(means, processes, duration)).done;
		}
		for (let number = 0; number < fewer(means, isQuick ? 2 : 4); number++) {
			const turn = number % trials.length;
			const rates: string[] = [];
			for (const trial of [...trials.slice(turn), ...trials.slice(0, turn)]) {
				const round = await oneRound(means, trial.processes);
				trial.rounds.push(round);
				trial.acknowledged += round.done;
				const { shards, processes } = trial.setup;
				rates.push(`${shards} in ${processes}: ${Math.round(rateOf(round))}/s`);
			}
			means.progress(
				`shards of a hot counter, round ${number + 1}: ${rates.toSorted().join(', ')}`,
			);
		}
		for (const { processes, acknowledged } of trials) await arrival(processes[0], acknowledged);
		await new Promise((resolve) => setTimeout(resolve, settling));
		const sharded: Sharded[] = [];
		for (const { setup, processes, rounds, acknowledged } of trials) {
			const median = (of: (round: Round) => number): number => spread(rounds.map(of)).median;
			const times = rounds.flatMap(({ processorTime }) => processorTime ?? []);
			sharded.push({
				...setup,
				rate: spread(rounds.map(rateOf)),
				p50: median(({ p50 }) => p50),
				p99: median(({ p99 }) => p99),
				processorTime: times.length === 0 ? undefined : spread(times).median,
				rootCalls: median(({ rootCalls }) => rootCalls),
				...(await countRows(means, setup)),
				acknowledged,
				value: await readValue(processes[0]),
				unexpected: rounds.reduce((sum, { unexpected }) => sum + unexpected, 0),
			});
		}
		means.progress('shards of a hot counter: rows counted, values compared');
		return sharded;
	} finally {
		for (const { processes } of trials) await stopAll(processes);
	}
}

async function startSetup(
	{ contestants }: Means,
	{ shards, processes }: Setup,
	isCounted: boolean,
): Promise<Processes> {
	const vars = {
		HOT_COUNTERS: shards === 0 ? '' : name,
		HOT_SHARDS: Math.max(1, shards / processes),
	};
	const first = await start(contestants.make('site', { isCounted, vars }));
	const all: [Running, ...Running[]] = [first];
	while (all.length < processes) {
		const options = { isCounted, vars, countersAt: first.countersPort };
		all.push(await start(contestants.make('site', options)));
	}
	return all;
}

async function stopAll(processes: Processes): Promise<void> {
	for (const { stop } of processes) await stop();
}

function rateOf({ pieces, milliseconds }: LoadResult): number {
	return (pieces / milliseconds) * 1000;
}

function write(
	{ load }: Means,
	processes: Processes,
	duration: { readonly milliseconds: number; readonly warmup: number },
): Promise<LoadResult> {
	const work = works.find(({ id }) => id === 'hot');
	if (!work) throw new Error('Nobody writes to a hot counter.');
	const ports = processes.map(({ port }) => port);
	return load.run({ ...loadOf(work, 'site', processes[0].port, ''), ports, duration });
}

async function oneRound(means: Means, processes: Processes): Promise<Round> {
	const before = processorTime(processes);
	const [callsBefore, began] = [await calls(processes[0]), performance.now()];
	const result = await write(means, processes, {
		milliseconds: means.pace.isQuick ? 500 : 1000,
		warmup: means.pace.warmup,
	});
	const seconds = (performance.now() - began) / 1000;
	// The question itself is a call too.
	const rootCalls = ((await calls(processes[0])) - callsBefore - 1) / seconds;
	const after = processorTime(processes);
	return {
		...result,
		rootCalls,
		processorTime:
			before === undefined || after === undefined
				? undefined
				: ((after - before) * 1000) / result.all,
	};
}

/** Processor time that all of them have spent, in milliseconds, where the platform tells. */
function processorTime(processes: Processes): number | undefined {
	let sum = 0;
	for (const process of processes) {
		const time = process.processorTime();
		if (time === undefined) return undefined;
		sum += time;
	}
	return sum;
}

/** How often the counter's own object was called since it woke, this call included. */
async function calls({ port }: Running): Promise<number> {
	const response = await fetch(`http://127.0.0.1:${port}/api/${name}/inspect`);
	return ((await response.json()) as { calls: number }).calls;
}

async function readValue({ port }: Running): Promise<number> {
	const response = await fetch(`http://127.0.0.1:${port}/api/${name}/value`);
	return ((await response.json()) as { value: number }).value;
}

/** Waits until every write has arrived at the counter, or for ten seconds if they never do. */
async function arrival(site: Running, written: number): Promise<void> {
	const deadline = performance.now() + patience;
	while ((await readValue(site)) < written && performance.now() < deadline) {
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** Counts rows under full load, on objects of their own: counting costs. */
async function countRows(
	means: Means,
	setup: Setup,
): Promise<Pick<Sharded, 'shardRows' | 'rootRows'>> {
	const processes = await startSetup(means, setup, true);
	try {
		const duration = { milliseconds: means.pace.isQuick ? 300 : 600, warmup: 0 };
		const { done } = await write(means, processes, duration);
		await arrival(processes[0], done);
		const totals = await Promise.all(processes.map(readTotals));
		const rows = (className: string): number =>
			totals.reduce((sum, byClass) => sum + (byClass[className]?.rowsWritten ?? 0), 0) / done;
		return { shardRows: rows('CounterShard'), rootRows: rows('Counter') };
	} finally {
		await stopAll(processes);
	}
}
