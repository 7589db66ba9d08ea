/**
 * `npm run bench`: the built site, a bare Worker and the article's design, each on a workerd of its
 * own, in turns. Prints one table and writes it to bench/results. Fails if an answer was wrong or a
 * counter lost or doubled a write.
 *
 * --quick           takes about a minute instead of six
 * --only=<text>     does only the works whose title has the text
 * --build=<folder>  measures another build of the site too; may be repeated
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareContestants } from './contestants.ts';
import { measure } from './measure.ts';
import { formatTable, type Row } from './table.ts';
import { measureWatchers, watching } from './watchers.ts';
import { works } from './works.ts';

const { quick, only, build } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
		build: { type: 'string', multiple: true, default: [] },
	},
}).values;
const pace = quick
	? { rounds: 3, seconds: 0.25, counted: 256, watched: 2 }
	: { rounds: 9, seconds: 1.1, counted: 1600, watched: 10 };
const limitMinutes = quick ? 4 : 12;

const began = Date.now();

function progress(text: string): void {
	console.error(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);
}

setTimeout(() => {
	console.error(`The bench did not end within ${limitMinutes} minutes.`);
	process.exit(1);
}, limitMinutes * 60_000).unref();

const load = loadavg()[0];
const start = await prepareContestants();
progress('the peers are bundled');
const rows: Row[] = [];
for (const work of works.filter(({ title }) => title.includes(only))) {
	const others = build.map((build) => ({ peer: 'site', build }) as const);
	const contestants = [...work.contestants, ...others];
	rows.push(...(await measure({ ...work, contestants }, start, pace, progress)));
}
for (const peer of ['site', 'floor'] as const) {
	if (!watching.includes(only)) break;
	rows.push(await measureWatchers(peer, start, pace.watched));
	progress(`${watching}: ${peer}`);
}

const results = join(import.meta.dirname, 'results');
const isAll = only === '' && build.length === 0;
const file = `${isAll ? '' : 'part-of-'}${quick ? 'quick' : 'full'}.json`;
const report = {
	when: new Date(began).toISOString(),
	machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${process.platform} ${process.arch}`,
	/** Of the minute before the run: on a busy machine the spread is wide. */
	load,
	pace,
	seconds: (Date.now() - began) / 1000,
	rows,
};
mkdirSync(results, { recursive: true });
writeFileSync(join(results, file), `${JSON.stringify(report, undefined, '\t')}\n`);
console.log(`${report.when}, ${report.machine}, ${report.seconds.toFixed(0)} s\n`);
console.log(formatTable(rows));
console.log(`\nbench/results/${file}`);
process.exit(rows.some(({ wrong }) => wrong > 0) ? 1 : 0);
