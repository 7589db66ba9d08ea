import type { LoadResult } from './load/requests.ts';
import { type Means, readTotals } from './measure.ts';
import { type Spread, spread } from './statistics.ts';
import { type Running, start } from './workerd.ts';
import { loadOf, works } from './works.ts';

/** What one hot counter did with its writes spread over some shards. */
export interface Sharded {
	/** Objects that take the writes; 0 if the counter's own object takes them itself. */
	readonly shards: number;
	/** Writes a second. */
	readonly rate: Spread;
	readonly p50: number;
	readonly p99: number;
	/** Processor time of workerd for one write, in microseconds. */
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

interface Round extends LoadResult {
	readonly rootCalls: number;
	readonly processorTime: number | undefined;
}

/**
 * Writes to one counter with its writes spread over more and more shards, in turns. All objects of
 * a workerd share one thread, so what this shows is not more writes but how few calls are left to
 * the counter's own object, and that no write is lost on the way.
 */
export async function measureShards(means: Means): Promise<Sharded[]> {
	const { isQuick } = means.pace;
	const numbers = isQuick ? [0, 2, 8] : [0, 2, 4, 8, 16];
	const most = isQuick ? 2 : 5;
	const total = means.isLate() ? Math.ceil(most / 3) : most;
	const running = new Map<number, Running>();
	const rounds = new Map<number, Round[]>(numbers.map((shards) => [shards, []]));
	const acknowledged = new Map<number, number>();
	try {
		for (const shards of numbers) {
			const site = await start(means.contestants.make('site', { vars: variables(shards) }));
			running.set(shards, site);
			const { done } = await write(means, site, { milliseconds: isQuick ? 200 : 1000, warmup: 0 });
			acknowledged.set(shards, done);
		}
		for (let number = 0; number < total; number++) {
			const turn = number % numbers.length;
			const rates: string[] = [];
			for (const shards of [...numbers.slice(turn), ...numbers.slice(0, turn)]) {
				const round = await oneRound(means, existing(running, shards));
				existing(rounds, shards).push(round);
				acknowledged.set(shards, existing(acknowledged, shards) + round.done);
				rates.push(`${shards}: ${Math.round((round.pieces / round.milliseconds) * 1000)}/s`);
			}
			means.progress(
				`shards of a hot counter, round ${number + 1} of ${total}: ${rates.join(', ')}`,
			);
		}
		for (const [shards, site] of running) await arrival(site, existing(acknowledged, shards));
		await new Promise((resolve) => setTimeout(resolve, settling));
		const sharded: Sharded[] = [];
		for (const shards of numbers) {
			const own = existing(rounds, shards);
			const median = (of: (round: Round) => number): number => spread(own.map(of)).median;
			const times = own.flatMap(({ processorTime }) => processorTime ?? []);
			sharded.push({
				shards,
				rate: spread(own.map(({ pieces, milliseconds }) => (pieces / milliseconds) * 1000)),
				p50: median(({ p50 }) => p50),
				p99: median(({ p99 }) => p99),
				processorTime: times.length === 0 ? undefined : spread(times).median,
				rootCalls: median(({ rootCalls }) => rootCalls),
				...(await countRows(means, shards)),
				acknowledged: existing(acknowledged, shards),
				value: await readValue(existing(running, shards)),
				unexpected: own.reduce((sum, { unexpected }) => sum + unexpected, 0),
			});
		}
		means.progress('shards of a hot counter: rows counted, values compared');
		return sharded;
	} finally {
		for (const { stop } of running.values()) await stop();
	}
}

function variables(shards: number): { HOT_COUNTERS: string; HOT_SHARDS: number } {
	return { HOT_COUNTERS: shards === 0 ? '' : name, HOT_SHARDS: Math.max(1, shards) };
}

function write(
	{ load }: Means,
	{ port }: Running,
	duration: { readonly milliseconds: number; readonly warmup: number },
): Promise<LoadResult> {
	const work = works.find(({ id }) => id === 'hot');
	if (!work) throw new Error('Nobody writes to a hot counter.');
	return load.run({ ...loadOf(work, 'site', port, ''), duration });
}

async function oneRound(means: Means, site: Running): Promise<Round> {
	const before = site.processorTime();
	const [callsBefore, began] = [await calls(site), performance.now()];
	const result = await write(means, site, {
		milliseconds: means.pace.isQuick ? 500 : 1000,
		warmup: means.pace.warmup,
	});
	const seconds = (performance.now() - began) / 1000;
	// The question itself is a call too.
	const rootCalls = ((await calls(site)) - callsBefore - 1) / seconds;
	const after = site.processorTime();
	const processorTime =
		before === undefined || after === undefined
			? undefined
			: ((after - before) * 1000) / result.all;
	return { ...result, rootCalls, processorTime };
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
	shards: number,
): Promise<Pick<Sharded, 'shardRows' | 'rootRows'>> {
	const options = { isCounted: true, vars: variables(shards) };
	const site = await start(means.contestants.make('site', options));
	try {
		const { done } = await write(means, site, {
			milliseconds: means.pace.isQuick ? 300 : 600,
			warmup: 0,
		});
		await arrival(site, done);
		const { Counter, CounterShard } = await readTotals(site);
		return {
			shardRows: (CounterShard?.rowsWritten ?? 0) / done,
			rootRows: (Counter?.rowsWritten ?? 0) / done,
		};
	} finally {
		await site.stop();
	}
}

function existing<Value>(map: ReadonlyMap<number, Value>, shards: number): Value {
	const value = map.get(shards);
	if (value === undefined) throw new Error(`No ${shards} shards here.`);
	return value;
}
