import type { Connections, Count, Measured, Pace, Watched } from './measure.ts';
import type { Spread } from './statistics.ts';

/** All that one run of the bench found out. */
export interface Report {
	/** When it began, as an RFC 3339 date and time. */
	readonly when: string;
	readonly machine: {
		readonly processor: string;
		readonly processors: number;
		/** Bytes. */
		readonly memory: number;
		/** Averages over 1, 5 and 15 minutes at the end, the bench's own included. */
		readonly load: readonly number[];
		readonly platform: string;
	};
	readonly pace: Pace;
	readonly works: readonly Measured[];
	readonly counts: readonly Count[];
	readonly connections: readonly Connections[];
	readonly watchers: readonly Watched[];
	readonly seconds: number;
}

/** Prints the tables of a report. */
export function printReport({ works, counts, connections, watchers, machine }: Report): void {
	printTable(
		'Ratios: the site against its peers, median of the rounds (least to most)',
		['work', 'against', 'ratio', 'spread', 'goal', ''],
		works.flatMap(({ title, ratios }) =>
			ratios.map(({ peer, ratio, goal }) => [
				title,
				peer,
				ratio.median.toFixed(2),
				`${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}`,
				goal === undefined ? '' : `≥ ${goal}`,
				verdict(ratio, goal),
			]),
		),
	);
	printTable(
		'Each contestant on 16 connections',
		[
			'work',
			'contestant',
			'work/s',
			'spread',
			'p50 ms',
			'p99 ms',
			'CPU µs',
			'MiB',
			'object calls',
			'rows written',
			'wrong',
		],
		works.flatMap(({ id, title, performances }) =>
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
					count ? tidy(count.rows) : '',
					unexpected === 0 ? '' : String(unexpected),
				];
			}),
		),
	);
	if (connections.length > 0) {
		printTable(
			'GET value, by connections',
			['connections', 'contestant', 'work/s', 'p50 ms', 'p99 ms'],
			connections.map(({ peer, connections, rate, p50, p99 }) => [
				String(connections),
				peer,
				rate.median.toFixed(0),
				p50.toFixed(1),
				p99.toFixed(1),
			]),
		);
	}
	if (watchers.length > 0) {
		printTable(
			'Watchers of one counter',
			['contestant', 'watchers', 'writes/s', 'p50 ms', 'p99 ms', 'messages/s each', 'right', 'MiB'],
			watchers.map((watched) => [
				watched.peer,
				String(watched.watchers),
				String(watched.rate),
				watched.p50.toFixed(0),
				watched.p99.toFixed(0),
				watched.messages.toFixed(1),
				`${watched.right} of ${watched.watchers}`,
				mebibytes(watched.memory),
			]),
		);
	}
	const load = machine.load.map((average) => average.toFixed(1)).join(' ');
	console.log(`\n${machine.processors} × ${machine.processor}, ${machine.platform}, load ${load}`);
}

function verdict({ median }: Spread, goal: number | undefined): string {
	if (goal === undefined) return '';
	return median >= goal ? 'reached' : 'missed';
}

function mebibytes(bytes: number | undefined): string {
	return bytes === undefined ? '' : (bytes / 1024 / 1024).toFixed(0);
}

function tidy(number: number): string {
	return String(Math.round(number * 1000) / 1000);
}

function printTable(
	title: string,
	head: readonly string[],
	rows: readonly (readonly string[])[],
): void {
	const widths = head.map((text, at) =>
		Math.max(text.length, ...rows.map((row) => row[at]?.length ?? 0)),
	);
	const line = (row: readonly string[]): string =>
		row
			.map((text, at) => text.padEnd(widths[at] ?? 0))
			.join('  ')
			.trimEnd();
	console.log(`\n${title}\n\n${[head, ...rows].map(line).join('\n')}`);
}
