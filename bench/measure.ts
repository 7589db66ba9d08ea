import type { Contestants } from './contestants.ts';
import type { Totals } from './counted/count.ts';
import type { LoadProcess } from './load-process.ts';
import type { LoadResult, WatchResult } from './load/requests.ts';
import { type Spread, spread } from './statistics.ts';
import { type Running, start } from './workerd.ts';
import { loadOf, type Peer, type Work, works } from './works.ts';

export interface Pace {
	readonly isQuick: boolean;
	readonly rounds: number;
	/** How long one contestant works in one round, and before it is measured. */
	readonly milliseconds: number;
	readonly warmup: number;
}

export interface Means {
	readonly contestants: Contestants;
	readonly load: LoadProcess;
	readonly pace: Pace;
	progress(text: string): void;
	/** Whether a slow machine has used up so much time that the rest must make do with less. */
	isLate(): boolean;
}

/** What one contestant did; the figures are medians over the rounds unless they say otherwise. */
export interface Performance {
	readonly peer: Peer;
	/** Pieces of work a second. */
	readonly rate: Spread;
	readonly p50: number;
	readonly p99: number;
	/** Processor time of workerd for one piece, in microseconds. */
	readonly processorTime: number | undefined;
	/** Memory of workerd after the last round, in bytes. */
	readonly memory: number | undefined;
	/** Answers of all rounds that should not have been. */
	readonly unexpected: number;
}

export interface Measured {
	readonly id: string;
	readonly title: string;
	readonly performances: readonly Performance[];
	/** The site's rate as a multiple of a peer's, round by round. */
	readonly ratios: readonly {
		readonly peer: Peer;
		readonly ratio: Spread;
		readonly goal: number | undefined;
	}[];
}

interface Round extends LoadResult {
	readonly rate: number;
	readonly processorTime: number | undefined;
}

/** Lets all contestants of a work do it in turns, each round in another order. */
export async function measure(means: Means, work: Work): Promise<Measured> {
	const { progress } = means;
	const running = await startAll(means, work);
	await prepare(means, work, running);
	const rounds = new Map<Peer, Round[]>(work.peers.map((peer) => [peer, []]));
	try {
		for (let number = 0; number < fewer(means, means.pace.rounds); number++) {
			const turn = number % work.peers.length;
			const order = [...work.peers.slice(turn), ...work.peers.slice(0, turn)];
			const rates: string[] = [];
			for (const peer of order) {
				const round = await oneRound(means, work, peer, existing(running, peer), number);
				existing(rounds, peer).push(round);
				rates.push(`${peer} ${Math.round(round.rate)}/s`);
			}
			progress(`${work.title}, round ${number + 1}: ${rates.toSorted().join(', ')}`);
		}
		const performances = work.peers.map((peer): Performance => {
			const own = existing(rounds, peer);
			const median = (of: (round: Round) => number): number => spread(own.map(of)).median;
			const times = own.flatMap(({ processorTime }) => processorTime ?? []);
			return {
				peer,
				rate: spread(own.map(({ rate }) => rate)),
				p50: median(({ p50 }) => p50),
				p99: median(({ p99 }) => p99),
				processorTime: times.length === 0 ? undefined : spread(times).median,
				memory: existing(running, peer).memory(),
				unexpected: own.reduce((sum, { unexpected }) => sum + unexpected, 0),
			};
		});
		const site = existing(rounds, 'site');
		const ratios = work.peers
			.filter((peer) => peer !== 'site')
			.map((peer) => ({
				peer,
				ratio: spread(
					existing(rounds, peer).map(
						({ rate }, number) => (site[number]?.rate ?? Number.NaN) / rate,
					),
				),
				goal: work.goals[peer],
			}));
		return { id: work.id, title: work.title, performances, ratios };
	} finally {
		await stopAll(running);
	}
}

/** How many rounds there are to be as things stand: all that were planned, or two if it is late. */
export function fewer(means: Means, planned: number): number {
	return means.isLate() ? Math.min(2, planned) : planned;
}

/** Lets everybody do some of the work before it counts, so that objects and code are warm. */
async function prepare(
	{ load, pace }: Means,
	work: Work,
	running: ReadonlyMap<Peer, Running>,
): Promise<void> {
	const duration = { milliseconds: pace.isQuick ? 400 : 2000, warmup: 0 };
	for (const [peer, { port }] of running) {
		const task = loadOf(work, peer, port, `${work.id}-before`);
		await load.run({ ...task, duration });
	}
}

async function oneRound(
	{ load, pace }: Means,
	work: Work,
	peer: Peer,
	{ port, processorTime }: Running,
	number: number,
): Promise<Round> {
	const task = loadOf(work, peer, port, `${work.id}-${number}`);
	const before = processorTime();
	const result = work.once
		? await load.run({
				...task,
				pieces: task.pieces.slice(0, pace.isQuick ? work.once.quick : work.once.full),
				duration: { onceWithin: 5 * pace.milliseconds },
			})
		: await load.run({ ...task, duration: pace });
	const after = processorTime();
	return {
		...result,
		rate: result.pieces / (result.milliseconds / 1000),
		processorTime:
			before === undefined || after === undefined
				? undefined
				: ((after - before) * 1000) / result.all,
	};
}

/** What one piece of work costs: requests, calls of objects, and the rows they read and write. */
export interface Count extends Totals {
	readonly id: string;
	readonly peer: Peer;
	/** Requests to the Worker. */
	readonly requests: number;
}

/** Does a little of each work on objects that count. Apart from the rest, since counting costs. */
export async function countCalls(means: Means, chosen: readonly Work[]): Promise<Count[]> {
	const counts: Count[] = [];
	for (const work of chosen) {
		for (const peer of work.peers) {
			if (peer === 'constant') continue;
			const { isStrict = false } = work;
			const running = await start(means.contestants.make(peer, { isStrict, isCounted: true }));
			try {
				const run = async (round: string): Promise<number> => {
					const task = loadOf(work, peer, running.port, round);
					const pieces = Array.from(
						{ length: means.pace.isQuick || means.isLate() ? 50 : 200 },
						(_, at) => task.pieces[at % task.pieces.length] ?? [],
					);
					const duration = { onceWithin: 5000 };
					return (await means.load.run({ ...task, connections: 4, pieces, duration })).done;
				};
				// A flood is one only after the budget is spent, and the first key of a counter costs more.
				await run('before');
				const before = total(await readTotals(running));
				const done = await run('counted');
				const after = total(await readTotals(running));
				counts.push({
					id: work.id,
					peer,
					requests: work.pieces(peer, '')[0]?.length ?? 0,
					calls: (after.calls - before.calls) / done,
					rowsWritten: (after.rowsWritten - before.rowsWritten) / done,
					rowsRead: (after.rowsRead - before.rowsRead) / done,
				});
			} finally {
				await running.stop();
			}
		}
		means.progress(`${work.title}: object calls and rows counted`);
	}
	return counts;
}

/** The totals of each class of objects so far; the objects must be ones that count. */
export async function readTotals({ objectsPort }: Running): Promise<Record<string, Totals>> {
	const response = await fetch(`http://127.0.0.1:${objectsPort}/`);
	return (await response.json()) as Record<string, Totals>;
}

function total(byClass: Readonly<Record<string, Totals>>): Totals {
	const sum = (of: (totals: Totals) => number): number =>
		Object.values(byClass).reduce((sum, totals) => sum + of(totals), 0);
	return {
		calls: sum(({ calls }) => calls),
		rowsWritten: sum(({ rowsWritten }) => rowsWritten),
		rowsRead: sum(({ rowsRead }) => rowsRead),
	};
}

/** How reading grows with the number of connections. */
export interface Connections {
	readonly peer: Peer;
	readonly connections: number;
	readonly rate: Spread;
	readonly p50: number;
	readonly p99: number;
	/** Memory of workerd after it, in bytes. */
	readonly memory: number | undefined;
}

export async function measureConnections(means: Means): Promise<Connections[]> {
	const work = works.find(({ id }) => id === 'value');
	if (!work) return [];
	const { peers } = work;
	const running = await startAll(means, work);
	const rounds = Array.from(
		{ length: means.pace.isQuick || means.isLate() ? 1 : 3 },
		(_, number) => number,
	);
	const grown: Connections[] = [];
	try {
		for (const connections of [1, 4, 16, 64]) {
			const results = new Map<Peer, LoadResult[]>(peers.map((peer) => [peer, []]));
			for (const _ of rounds) {
				for (const peer of peers) {
					const task = loadOf(work, peer, existing(running, peer).port, '');
					const duration = { milliseconds: means.pace.milliseconds / 2, warmup: 100 };
					existing(results, peer).push(await means.load.run({ ...task, connections, duration }));
				}
			}
			for (const peer of peers) {
				const own = existing(results, peer);
				grown.push({
					peer,
					connections,
					rate: spread(own.map(({ pieces, milliseconds }) => (pieces / milliseconds) * 1000)),
					p50: spread(own.map(({ p50 }) => p50)).median,
					p99: spread(own.map(({ p99 }) => p99)).median,
					memory: existing(running, peer).memory(),
				});
			}
			means.progress(`GET value on ${connections} connections`);
		}
		return grown;
	} finally {
		await stopAll(running);
	}
}

/** What the watchers of one counter heard. */
export interface Watched extends WatchResult {
	readonly peer: Peer;
	readonly rate: number;
	readonly memory: number | undefined;
}

export async function measureWatchers(means: Means): Promise<Watched[]> {
	const watched: Watched[] = [];
	for (const peer of ['site', 'floor'] as const) {
		const running = await start(means.contestants.make(peer));
		try {
			const rate = 300;
			const result = await means.load.run({
				kind: 'watch',
				port: running.port,
				name: 'watched',
				watchers: 500,
				rate,
				milliseconds: means.pace.isQuick || means.isLate() ? 3000 : 10_000,
			});
			watched.push({ ...result, peer, rate, memory: running.memory() });
			means.progress(`${result.watchers} watchers, ${result.writes} writes: ${peer}`);
		} finally {
			await running.stop();
		}
	}
	return watched;
}

async function startAll(means: Means, work: Work): Promise<Map<Peer, Running>> {
	const running = new Map<Peer, Running>();
	for (const peer of work.peers) {
		const { isStrict = false } = work;
		running.set(peer, await start(means.contestants.make(peer, { isStrict })));
	}
	return running;
}

async function stopAll(running: ReadonlyMap<Peer, Running>): Promise<void> {
	for (const { stop } of running.values()) await stop();
}

function existing<Value>(map: ReadonlyMap<Peer, Value>, peer: Peer): Value {
	const value = map.get(peer);
	if (value === undefined) throw new Error(`No ${peer} here.`);
	return value;
}
