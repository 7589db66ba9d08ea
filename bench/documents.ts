/** What the documents say of a run: written from its results, so that they never disagree with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { assumedCallTime, longestDay, type Price, prices, pricesRead } from './cost.ts';
import type { Report } from './report.ts';
import { documentedCapacities, mostShards, simulatedReads } from './simulation.ts';
import {
	connectionTable,
	costTable,
	dollars,
	grouped,
	shardTable,
	shortTable,
	simulatedOverview,
	type Table,
} from './tables.ts';

const root = join(import.meta.dirname, '..');

/** Files of the project that show figures of the bench, by their paths in it. */
export type Documents = Readonly<Record<'README.md' | 'src/tutorial/measured.ts', string>>;

/** Writes the documents anew from a full run; what stands outside the marked blocks stays. */
export async function writeDocuments(report: Report): Promise<Documents> {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	return {
		'README.md': await formatted('README.md', fillBlocks(readme, blocks(report))),
		'src/tutorial/measured.ts': await formatted('src/tutorial/measured.ts', spellMeasured(report)),
	};
}

async function formatted(path: string, text: string): Promise<string> {
	const filepath = join(root, path);
	return format(text, { ...(await resolveConfig(filepath)), filepath });
}

/** @throws if a text lacks a block */
export function fillBlocks(text: string, contents: Readonly<Record<string, string>>): string {
	return Object.entries(contents).reduce((text, [name, content]) => {
		const [open, close] = [`<!-- measured: ${name} -->`, '<!-- /measured -->'];
		const begin = text.indexOf(open);
		const end = text.indexOf(close, begin);
		if (begin < 0 || end < 0) throw new Error(`No block for ${name}.`);
		return `${text.slice(0, begin + open.length)}\n\n${content}\n\n${text.slice(end)}`;
	}, text);
}

function blocks(
	report: Report,
): Readonly<Record<'speed' | 'shards' | 'simulated' | 'costs', string>> {
	const { connections, shards, simulated, costs } = report;
	return {
		speed: [
			conditions(report),
			spellTable(shortTable(report)),
			hotObject(report),
			'Reading, as connections are added; memory is that of the whole process afterwards:',
			spellTable(connectionTable(connections)),
			watching(report),
		].join('\n\n'),
		shards: spellTable(shardTable(shards)),
		simulated: [
			spellTable(simulatedOverview(simulated, documentedCapacities)),
			`The counter itself is also read ${simulatedReads} times a second. It becomes the bottleneck ${documentedCapacities
				.map((capacity) => `beyond ${mostShards(capacity)} shards of ${grouped(capacity)} calls/s`)
				.join(' and ')}: then reads wait, and it falls behind.`,
		].join('\n\n'),
		costs: [
			spellTable(costTable(costs)),
			`Prices read on ${spellDate(pricesRead)}: ${Object.values(prices).map(spellPrice).join('; ')}. That a call keeps its object active for ${assumedCallTime} ms is an assumption, taken from the examples on the same page; the time is a small part of each sum. An object that never rests is billed ${grouped(longestDay)} GB-s a day, ${dollars((longestDay * prices.duration.perMillion) / 1e6)}. The Worker’s processor time is not in the sums: ${processorCost(report)}`,
		].join('\n\n'),
	};
}

function conditions({ when, machine, pace, isCutShort }: Report): string {
	const { processors, processor, platform } = machine;
	return `Run of ${spellDate(when)} on ${processors} × ${processor} (${platform}), the load generator on the same cores; ${pace.rounds} rounds of ${pace.milliseconds / 1000} s in turns, 16 connections, medians${isCutShort ? '; the machine was so slow that the last works had fewer' : ''}. All numbers: [\`bench/results/full.json\`](bench/results/full.json).`;
}

function hotObject({ works }: Report): string {
	const hot = works.find(({ id }) => id === 'hot');
	const site = hot?.performances.find(({ peer }) => peer === 'site');
	if (!site) return '';
	return `So one hot object took **${grouped(site.rate.median)} writes a second** here, each durable before it was answered, and half of them were answered within ${site.p50.toFixed(1)} ms.`;
}

function watching({ watchers }: Report): string {
	const site = watchers.find(({ peer }) => peer === 'site');
	if (!site) return '';
	return `${site.watchers} watchers of one counter, written to ${site.rate} times a second, heard of a write after ${grouped(site.p50)} ms at the median and ${grouped(site.p99)} ms at the 99th percentile, in ${site.messages.toFixed(1)} messages a second each; ${site.right} ended on the right value.`;
}

function processorCost({ works }: Report): string {
	const most = Math.max(
		...works.flatMap(
			({ performances }) => performances.find(({ peer }) => peer === 'site')?.processorTime ?? [],
		),
	);
	const cost = (most / 1000) * prices.processorTime.perMillion;
	return `at the ${(most / 1000).toFixed(1)} ms that the dearest work above took here, objects included, it is ${dollars(cost)} a million.`;
}

function spellPrice({ what, perMillion, included, source }: Price): string {
	return `[${what}](${source}) ${dollars(perMillion, 3)} a million after ${grouped(included)} a month`;
}

function spellTable({ head, rows, note }: Table): string {
	const lines = [head, head.map((_, at) => (at === 0 ? '---' : '--:')), ...rows];
	const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	return note === undefined ? table : `${table}\n\n${note}`;
}

function spellDate(date: string): string {
	return new Date(date).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
}

/** The module with the figures that the last lesson of the tutorial shows. */
function spellMeasured(report: Report): string {
	const { processors } = report.machine;
	const machine = `a machine with ${processors} cores, load included`;
	const figure = (id: string): { readonly rate: string; readonly ratio: string } | undefined => {
		const work = report.works.find((work) => work.id === id);
		const rate = work?.performances.find(({ peer }) => peer === 'site')?.rate.median;
		const ratio = work?.ratios.find(({ peer }) => peer === 'floor')?.ratio.median;
		if (rate === undefined || ratio === undefined) return undefined;
		return { rate: `${grouped(Number(rate.toPrecision(2)))} a second`, ratio: ratio.toFixed(2) };
	};
	const [hot, value] = [figure('hot'), figure('value')];
	const watched = report.watchers.find(({ peer }) => peer === 'site');
	const measured = [
		hot && {
			what: 'Writes to one counter, all through one object',
			figure: hot.rate,
			conditions: `16 connections on ${machine}; ${hot.ratio} of a bare Worker that makes the same calls`,
		},
		value && {
			what: 'Reads of counters',
			figure: value.rate,
			conditions: `the same machine; ${value.ratio} of the bare Worker`,
		},
		watched && {
			what: `From a write to its news at ${watched.watchers} watchers, with ${watched.rate} writes a second`,
			figure: `${grouped(watched.p50)} ms at the median, ${grouped(watched.p99)} ms at the 99th percentile`,
			conditions: `${watched.messages.toFixed(1)} messages to each watcher a second; ${watched.right} of ${watched.watchers} ended on the right value`,
		},
	].filter((measurement) => measurement !== undefined);
	return `/** A figure that the bench measured on this very code. */
export interface Measurement {
	/** What was measured, as a sentence without a full stop. */
	readonly what: string;
	/** The figure with its unit. */
	readonly figure: string;
	/** The machine and the load it was measured on. */
	readonly conditions: string;
}

/**
 * What the last lesson says about this site's speed; it says nothing that is not listed here.
 * Written by \`node bench/readme.ts\` from the results of a full run.
 */
export const measured: readonly Measurement[] = ${JSON.stringify(measured)};
`;
}
