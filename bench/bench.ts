/**
 * `npm run bench`: the built site against a bare Worker, a constant and the article's design, each
 * on a workerd of its own, in turns. Ends by itself within ten minutes; with --quick within two; with
 * an error if a counter has lost a write or counted one twice.
 * With --only=<id>,<id> it does some of the work only, and with --profile=<id> it writes a profile of
 * the site's processor time in place of all measurements.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { drawChart } from './chart.ts';
import { prepareContestants } from './contestants.ts';
import { costs } from './cost.ts';
import { startLoadProcess } from './load-process.ts';
import { countCalls, measure, measureConnections, measureWatchers } from './measure.ts';
import { profile } from './profile.ts';
import { printReport, type Report } from './report.ts';
import { measureShards, type Sharded } from './shards.ts';
import { documentedCapacities, type Simulated, simulateShards } from './simulation.ts';
import { isExact } from './tables.ts';
import { killAll } from './workerd.ts';
import { keyedWrite, works } from './works.ts';

const isQuick = process.argv.includes('--quick');
const option = (name: string): string | undefined =>
	process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const only = option('only')?.split(',');
const profiled = option('profile');
const pace = isQuick
	? { isQuick, rounds: 3, milliseconds: 350, warmup: 100 }
	: { isQuick, rounds: 7, milliseconds: 1250, warmup: 250 };
const timeLimit = (isQuick ? 2 : 10) * 60_000;

const began = Date.now();
const results = join(import.meta.dirname, 'results');
const loadProcess = startLoadProcess();

function end(code: number): never {
	loadProcess.stop();
	killAll();
	process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(1));
setTimeout(() => {
	console.error(`\nThe bench did not end within ${timeLimit / 60_000} minutes.`);
	end(1);
}, timeLimit).unref();

function progress(text: string): void {
	console.error(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);
}

/**
 * Simulates shards of objects as fast as the platform says, in the best case and in the worst, and
 * as fast as one hot counter was here.
 */
function simulate(shards: readonly Sharded[]): Simulated[] {
	if (shards.length === 0) return [];
	const measured = shards.slice(0, 1).map(({ rate }) => Math.max(1, Math.round(rate.median)));
	const numbers = [0, 2, 4, 8, 16, 32, 64, 128, 256];
	return [...documentedCapacities, ...measured].flatMap((capacity) =>
		simulateShards(capacity, numbers),
	);
}

try {
	const isChosen = ({ id }: { readonly id: string }): boolean => only?.includes(id) ?? true;
	progress('building the site and the peers');
	const contestants = await prepareContestants(await build());
	const isPast = (part: number): boolean => Date.now() - began > part * timeLimit;
	let isCutShort = false;
	const isLate = (): boolean => {
		isCutShort ||= isPast(isQuick ? 0.35 : 0.8);
		return isCutShort;
	};
	/** Whether something is to be done that may be left out where a machine is very slow. */
	const isDue = (id: string): boolean => {
		if (!isChosen({ id })) return false;
		if (isPast(0.9)) progress(`${id}: left out, there is too little time`);
		return !isPast(0.9);
	};
	const means = { contestants, load: loadProcess, progress, pace, isLate };
	mkdirSync(results, { recursive: true });

	if (profiled !== undefined) {
		const work = works.find(({ id }) => id === profiled);
		if (!work) throw new Error(`No such work: ${profiled}`);
		const file = join(results, `${profiled}.cpuprofile`);
		await profile(means, work, file);
		console.log(`For Chrome's developer tools: ${file}`);
		end(0);
	}

	const measured = [];
	for (const work of works.filter(isChosen)) measured.push(await measure(means, work));
	const shards = isDue('shards') ? await measureShards(means) : [];
	const counts = await countCalls(means, [...works, keyedWrite].filter(isChosen));
	const report: Report = {
		when: new Date(began).toISOString(),
		machine: {
			processor: cpus()[0]?.model.trim() ?? 'unknown',
			processors: availableParallelism(),
			memory: totalmem(),
			load: loadavg(),
			platform: `${process.platform} ${process.arch}`,
		},
		pace,
		works: measured,
		shards,
		counts,
		connections: isDue('connections') ? await measureConnections(means) : [],
		watchers: isDue('watchers') ? await measureWatchers(means) : [],
		simulated: simulate(shards),
		costs: costs(counts),
		isCutShort,
		seconds: (Date.now() - began) / 1000,
	};
	const name = only ? 'some' : isQuick ? 'quick' : 'full';
	writeFileSync(join(results, `${name}.json`), `${JSON.stringify(report, undefined, '\t')}\n`);
	writeFileSync(join(results, `${name}.svg`), drawChart(report));
	printReport(report);
	console.log(`\nbench/results/${name}.json, bench/results/${name}.svg`);
	if (name === 'full') console.log('node bench/readme.ts writes them into the README.');
	if (!shards.every(isExact)) throw new Error('A counter is not what was written to it.');
	end(0);
} catch (error) {
	console.error(error);
	end(1);
}
