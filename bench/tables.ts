/** The tables of a report, as the console and the README show them. */
import { assumedCallTime, type Cost } from './cost.ts';
import type { Connections, Watched } from './measure.ts';
import type { Report } from './report.ts';
import type { Sharded } from './shards.ts';
import { simulatedReads, type Simulated } from './simulation.ts';
import type { Spread } from './statistics.ts';
import type { Peer } from './works.ts';

export interface Table {
	readonly title: string;
	readonly head: readonly string[];
	readonly rows: readonly (readonly string[])[];
	/** What has to be said beside it. */
	readonly note?: string;
}

/** What has to be said beside the rows of some works. */
const notes: Readonly<Record<string, string>> = {
	flood:
		'Flood: the constant answer is one of the site’s own refusals. The article’s design records refused requests too, as its words say (“check, then record, on every request”). If it recorded only admitted ones it would be about twice as fast in this row.',
	'page-one':
		'Page with one counter: the site renders it once a change, not once a view, and here nothing changes. In the row “a write, then its page” every view is rendered.',
};

function notesOn(works: Report['works']): { readonly note?: string } {
	const said = works.flatMap(({ id }) => notes[id] ?? []);
	return said.length === 0 ? {} : { note: said.join('\n\n') };
}

export function ratioTable({ works }: Report): Table {
	return {
		title: 'Ratios: the site against its peers, median of the rounds (least to most)',
		head: ['work', 'against', 'ratio', 'spread', 'goal', ''],
		rows: works.flatMap(({ title, ratios }) =>
			ratios.map(({ peer, ratio, goal }) => [
				title,
				peer,
				ratio.median.toFixed(2),
				`${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}`,
				goal === undefined ? '' : `≥ ${goal}`,
				verdict(ratio, goal),
			]),
		),
		...notesOn(works),
	};
}

export function contestantTable({ works, counts }: Report): Table {
	return {
		title: 'Each contestant on 16 connections',
		head: [
			...['work', 'contestant', 'work/s', 'spread', 'p50 ms', 'p99 ms', 'CPU µs', 'MiB'],
			...['object calls', 'rows written', 'rows read', 'wrong'],
		],
		rows: works.flatMap(({ id, title, performances }) =>
			performances.map(({ peer, rate, p50, p99, processorTime, memory, unexpected }) => {
				const count = counts.find((count) => count.id === id && count.peer === peer);
				return [
					title,
					peer,
					rate.median.toFixed(0),
					`${rate.least.toFixed(0)} to ${rate.most.toFixed(0)}`,
					p50.toFixed(1),
					p99.toFixed(1),
					processorTime?.toFixed(0) ?? '',
					mebibytes(memory),
					count ? tidy(count.calls) : '',
					count ? tidy(count.rowsWritten) : '',
					count ? tidy(count.rowsRead) : '',
					unexpected === 0 ? '' : String(unexpected),
				];
			}),
		),
	};
}

/** A row for each work: the site's own figures, and how it stands to its peers. */
export function shortTable({ works }: Report): Table {
	return {
		title: 'The site and its peers',
		head: [
			'work',
			'a second',
			'p50',
			'p99',
			'against a bare Worker',
			'against the article’s design',
		],
		rows: works.flatMap(({ title, performances, ratios }) => {
			const site = performances.find(({ peer }) => peer === 'site');
			if (!site) return [];
			const against = (...peers: Peer[]): string =>
				ratios
					.filter(({ peer }) => peers.includes(peer))
					.map(({ peer, ratio, goal }) => {
						const whose = peer === 'constant' ? ' of a constant answer' : '';
						const aim = goal === undefined ? '' : ` (goal ≥ ${goal}: ${verdict(ratio, goal)})`;
						return `${ratio.median.toFixed(2)}${whose}${aim}`;
					})
					.join();
			return [
				[
					title,
					grouped(site.rate.median),
					`${site.p50.toFixed(1)} ms`,
					`${site.p99.toFixed(1)} ms`,
					against('floor', 'constant'),
					against('article'),
				],
			];
		}),
		...notesOn(works),
	};
}

const peerNames: Readonly<Record<Peer, string>> = {
	site: 'site',
	floor: 'bare Worker',
	constant: 'constant answer',
	article: 'article’s design',
};

/** A row for each number of connections and each contestant. */
export function connectionTable(connections: readonly Connections[]): Table {
	return {
		title: 'GET value, by connections',
		head: ['connections', 'contestant', 'a second', 'p50', 'p99', 'MiB'],
		rows: connections.map(({ connections, peer, rate, p50, p99, memory }) => [
			String(connections),
			peerNames[peer],
			grouped(rate.median),
			`${p50.toFixed(1)} ms`,
			`${p99.toFixed(1)} ms`,
			mebibytes(memory),
		]),
	};
}

export function watcherTable(watchers: readonly Watched[]): Table {
	return {
		title: 'Watchers of one counter',
		head: [
			'contestant',
			'watchers',
			'writes/s',
			'p50 ms',
			'p99 ms',
			'messages/s each',
			'right',
			'MiB',
		],
		rows: watchers.map((watched) => [
			peerNames[watched.peer],
			String(watched.watchers),
			String(watched.rate),
			watched.p50.toFixed(0),
			watched.p99.toFixed(0),
			watched.messages.toFixed(1),
			`${watched.right} of ${watched.watchers}`,
			mebibytes(watched.memory),
		]),
	};
}

export function shardTable(shards: readonly Sharded[]): Table {
	return {
		title: 'Writes to one hot counter, by shards; one process has one thread',
		head: [
			...[
				'shards',
				'processes',
				'writes/s',
				'p50 ms',
				'p99 ms',
				'CPU µs',
				'calls/s at the counter',
			],
			...['rows a write, shards', 'rows a write, counter', 'writes counted', ''],
		],
		rows: shards.map((sharded) => [
			shardName(sharded.shards),
			String(sharded.processes),
			grouped(sharded.rate.median),
			sharded.p50.toFixed(1),
			sharded.p99.toFixed(1),
			sharded.processorTime?.toFixed(0) ?? '',
			sharded.rootCalls < 100 ? sharded.rootCalls.toFixed(1) : grouped(sharded.rootCalls),
			tidy(sharded.shardRows),
			tidy(sharded.rootRows),
			`${grouped(sharded.value)} of ${grouped(sharded.acknowledged)}`,
			isExact(sharded) ? 'exact' : 'WRONG',
		]),
	};
}

/** Whether the counter holds every acknowledged write and nothing else. */
export function isExact({ acknowledged, value, unexpected }: Sharded): boolean {
	return value === acknowledged && unexpected === 0;
}

/** @param capacity calls that each object is taken to answer in a second */
export function simulatedTable(simulated: readonly Simulated[], capacity: number): Table {
	return {
		title: `SIMULATED: objects that answer ${grouped(capacity)} calls a second, each kept 80 % busy; ${simulatedReads} reads/s`,
		head: [
			...['shards', 'writes/s', 'write p99 ms', 'counter behind by, p99 ms'],
			...['calls/s at the counter', 'counter busy', 'read p99 ms', 'full first'],
		],
		rows: simulated
			.filter((row) => row.capacity === capacity)
			.map((row) => [
				shardName(row.shards),
				grouped(row.writes),
				grouped(row.writeTime),
				grouped(row.staleness),
				grouped(row.rootCalls),
				`${(row.rootLoad * 100).toFixed(0)} %`,
				grouped(row.readTime),
				row.isRootFull ? 'the counter' : row.shards === 0 ? '' : 'the shards',
			]),
	};
}

/** The simulations of some capacities side by side, in short. */
export function simulatedOverview(
	simulated: readonly Simulated[],
	capacities: readonly number[],
): Table {
	const numbers = [...new Set(simulated.map(({ shards }) => shards))];
	return {
		title: 'SIMULATED, objects of several capacities',
		head: [
			'shards',
			...capacities.flatMap((capacity) => [
				`writes/s, if an object answers ${grouped(capacity)} calls/s`,
				'counter busy',
				'behind by (p99)',
			]),
		],
		rows: numbers.map((number) => [
			shardName(number),
			...capacities.flatMap((capacity) =>
				simulated
					.filter((row) => row.shards === number && row.capacity === capacity)
					.flatMap(({ writes, rootLoad, staleness }) => [
						grouped(writes),
						`${(rootLoad * 100).toFixed(0)} %`,
						`${grouped(staleness)} ms`,
					]),
			),
		]),
	};
}

export function costTable(costs: readonly Cost[]): Table {
	return {
		title: 'What a million cost, in dollars beyond what the paid plan includes',
		head: [
			...['a million times', 'contestant', 'requests', 'object calls', 'rows written', 'rows read'],
			...['cost', 'free each day'],
		],
		rows: costs.map(({ action, peer, use, bill, freeEachDay }) => [
			action,
			peerNames[peer],
			tidy(use.requests),
			tidy(use.calls),
			tidy(use.rowsWritten),
			tidy(use.rowsRead),
			dollars(bill.total),
			grouped(freeEachDay),
		]),
		note: `Use is for one, cost for a million. A call is taken to keep its object active for ${assumedCallTime} ms.`,
	};
}

function shardName(shards: number): string {
	return shards === 0 ? 'none' : String(shards);
}

function verdict({ median }: Spread, goal: number | undefined): string {
	if (goal === undefined) return '';
	return median >= goal ? 'reached' : 'missed';
}

export function dollars(amount: number, mostDigits = 2): string {
	return `$${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: mostDigits })}`;
}

/** A whole number with commas between thousands. */
export function grouped(number: number): string {
	return Math.round(number).toLocaleString('en');
}

function mebibytes(bytes: number | undefined): string {
	return bytes === undefined ? '' : (bytes / 1024 / 1024).toFixed(0);
}

function tidy(number: number): string {
	return String(Math.round(number * 1000) / 1000);
}
