import type { Start } from './contestants.ts';
import { costPerMillion } from './cost.ts';
import { differentPieces, type LoadResult, runLoad } from './load.ts';
import type { Totals } from './peers/count-calls.ts';
import { spread } from './statistics.ts';
import type { Row } from './table.ts';
import type { Running } from './workerd.ts';
import type { Contestant, Work } from './works.ts';

export interface Pace {
	readonly rounds: number;
	/** How long one contestant works in one round. */
	readonly seconds: number;
	/** How many pieces are done while calls and rows are counted. */
	readonly counted: number;
	/** How long watchers are written to, in seconds. */
	readonly watched: number;
}

/** Rounds that do not count. In the first every object is created. */
const warmups = 3;

/** Longer than two flushes of a shard: by then every write has reached its counter. */
const flushTime = 700;

/** A contestant at one work. */
interface Trial {
	readonly contestant: Contestant;
	readonly running: Running;
	readonly rounds: Round[];
	/** Pieces so far, all rounds included. */
	done: number;
	wrong: number;
}

interface Round extends LoadResult {
	/** Pieces a second. */
	readonly rate: number;
	/** Microseconds for one piece. */
	readonly cpuTime: number;
}

/** Lets all contestants of a work do it in turns, and then counts calls and rows. */
export async function measure(
	work: Work,
	start: Start,
	pace: Pace,
	progress: (text: string) => void,
): Promise<Row[]> {
	const trials = await Promise.all(
		work.contestants.map(async (contestant): Promise<Trial> => {
			const running = await start(contestant, work.isStrict);
			return { contestant, running, rounds: [], done: 0, wrong: 0 };
		}),
	);
	for (let number = 0; number < warmups + pace.rounds; number++) {
		const turn = number % trials.length;
		for (const trial of [...trials.slice(turn), ...trials.slice(0, turn)]) {
			const rate = trial.rounds.at(-1)?.rate;
			const amount = rate === undefined ? differentPieces : rate * pace.seconds;
			trial.rounds.push(await runRound(work, trial, amount));
		}
		if (number < warmups) continue;
		const rates = trials.map(
			({ contestant, rounds }) => `${nameOf(contestant)} ${rounds.at(-1)?.rate.toFixed(0)}`,
		);
		progress(`${work.title}, round ${number - warmups + 1}: ${rates.join(', ')}`);
	}
	const rows: Row[] = [];
	for (const trial of trials) {
		trial.rounds.splice(0, warmups);
		const counts = await count(work, trial, pace.counted);
		if (work.counter) trial.wrong += Math.abs((await finalValue(work.counter, trial)) - trial.done);
		rows.push({ ...summarize(work, trial, trials[0]), ...counts });
	}
	await Promise.all(trials.map(({ running }) => running.stop()));
	return rows;
}

async function runRound(work: Work, trial: Trial, amount: number): Promise<Round> {
	const { contestant, running, done } = trial;
	const before = running.cpuTime();
	const result = await runLoad({
		url: running.url,
		amount,
		piece: (number) => work.piece(contestant.peer, done + number),
		isUnique: work.isUnique,
		statuses: work.statuses ?? [200],
	});
	trial.done += result.done;
	trial.wrong += result.wrong;
	const pieces = result.done + result.wrong;
	return {
		...result,
		rate: result.done / result.seconds,
		cpuTime: (running.cpuTime() - before) / pieces,
	};
}

function summarize(work: Work, trial: Trial, site: Trial | undefined): Row {
	const { contestant, rounds, wrong } = trial;
	const median = (of: (round: Round) => number): number => spread(rounds.map(of)).median;
	const ratios = rounds.map(({ rate }, at) => (site?.rounds[at]?.rate ?? Number.NaN) / rate);
	return {
		work: work.title,
		contestant: nameOf(contestant),
		rate: spread(rounds.map(({ rate }) => rate)),
		p50: median(({ p50 }) => p50),
		p99: median(({ p99 }) => p99),
		cpuTime: median(({ cpuTime }) => cpuTime),
		...(trial !== site && { ratio: spread(ratios) }),
		wrong,
	};
}

/** Counts calls and rows for one piece. */
async function count(
	work: Work,
	trial: Trial,
	amount: number,
): Promise<Required<Pick<Row, 'calls' | 'counterCalls' | 'rows' | 'cost'>>> {
	// A client that was blocked in the rounds may not be so any more.
	await runRound(work, trial, differentPieces);
	await flush(trial);
	const before = await readTotals(trial.running);
	const { done, wrong } = await runRound(work, trial, amount);
	await flush(trial);
	const after = await readTotals(trial.running);
	const each = (className: string, field: keyof Totals): number =>
		((after[className]?.[field] ?? 0) - (before[className]?.[field] ?? 0)) / (done + wrong);
	const all = (field: keyof Totals): number =>
		Object.keys(after).reduce((sum, className) => sum + each(className, field), 0);
	const requests = work.piece(trial.contestant.peer, 0).length;
	const use = { requests, calls: all('calls'), rows: all('rows') };
	return {
		calls: use.calls,
		counterCalls: each('Counter', 'calls'),
		rows: use.rows,
		cost: costPerMillion(use),
	};
}

async function readTotals({ objectsUrl }: Running): Promise<Record<string, Totals>> {
	const response = await fetch(objectsUrl);
	return (await response.json()) as Record<string, Totals>;
}

/** Waits until shards have passed on what they hold. */
async function flush({ contestant }: Trial): Promise<void> {
	if (contestant.shards !== undefined) await sleep(flushTime);
}

/** The value of a counter when all writes have reached it, or after ten seconds if they do not. */
async function finalValue(name: string, trial: Trial): Promise<number> {
	const read = async (): Promise<number> => {
		const response = await fetch(`${trial.running.url}/api/${name}/value`);
		return ((await response.json()) as { value: number }).value;
	};
	const deadline = performance.now() + 10_000;
	while ((await read()) < trial.done && performance.now() < deadline) await sleep(50);
	// A write that is counted twice may be late.
	await flush(trial);
	return read();
}

/** What the table calls a contestant. */
export function nameOf({ peer, shards, build }: Contestant): string {
	const name = { site: 'site', floor: 'bare Worker', article: 'article' }[peer];
	const suffix = build ?? (shards && `${shards} shards`);
	return suffix ? `${name}, ${suffix}` : name;
}

export function sleep(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
