import type { Cost } from './cost.ts';
import type { Connections, Count, Measured, Pace, Watched } from './measure.ts';
import type { Sharded } from './shards.ts';
import type { Simulated } from './simulation.ts';
import {
	connectionTable,
	contestantTable,
	costTable,
	ratioTable,
	shardTable,
	simulatedTable,
	type Table,
	watcherTable,
} from './tables.ts';

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
	readonly shards: readonly Sharded[];
	readonly counts: readonly Count[];
	readonly connections: readonly Connections[];
	readonly watchers: readonly Watched[];
	/** Not measured: what a model of many objects says. */
	readonly simulated: readonly Simulated[];
	/** Not measured: what was counted, times published prices. */
	readonly costs: readonly Cost[];
	/** Whether time ran short, so that the works that came last had fewer rounds. */
	readonly isCutShort: boolean;
	readonly seconds: number;
}

/** Prints the tables of a report. */
export function printReport(report: Report): void {
	const { connections, watchers, shards, simulated, costs, machine } = report;
	const capacities = new Set(simulated.map(({ capacity }) => capacity));
	const tables = [
		ratioTable(report),
		contestantTable(report),
		connectionTable(connections),
		watcherTable(watchers),
		shardTable(shards),
		...[...capacities].map((capacity) => simulatedTable(simulated, capacity)),
		costTable(costs),
	];
	for (const table of tables) if (table.rows.length > 0) printTable(table);
	const load = machine.load.map((average) => average.toFixed(1)).join(' ');
	console.log(`\n${machine.processors} × ${machine.processor}, ${machine.platform}, load ${load}`);
}

function printTable({ title, head, rows, note }: Table): void {
	const widths = head.map((text, at) =>
		Math.max(text.length, ...rows.map((row) => row[at]?.length ?? 0)),
	);
	const line = (row: readonly string[]): string =>
		row
			.map((text, at) => text.padEnd(widths[at] ?? 0))
			.join('  ')
			.trimEnd();
	console.log(`\n${title}\n\n${[head, ...rows].map(line).join('\n')}`);
	if (note !== undefined) console.log(`\n${note}`);
}
