/**
 * `npm run bench:routes`: the CPU time of workerd for one request to each route of the built site,
 * warm and as the first of a fresh process, beside a bare Worker that reads one value. Prints a table.
 * Fails if an answer has another status than it should have.
 *
 * --build=<folder>  measures another build of the site, like dist/pages
 * --starts=<count>  fresh processes for each route
 */
import { parseArgs } from 'node:util';
import { prepareContestants } from './contestants.ts';
import { runLoad } from './load.ts';
import { type Route, routes } from './route-list.ts';
import { spread } from './statistics.ts';
import { alignColumns } from './table.ts';
import { stopAll } from './workerd.ts';
import type { Contestant } from './works.ts';

const { build, starts } = parseArgs({
	options: { build: { type: 'string' }, starts: { type: 'string', default: '10' } },
}).values;

/** How often each route is measured warm, and how many requests one measurement has. */
const [rounds, requests] = [3, 192];

process.on('exit', stopAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => process.exit(1));
}

const start = await prepareContestants();
const site: Contestant = build === undefined ? { peer: 'site' } : { peer: 'site', build };
const floor: Contestant = { peer: 'floor' };
/** What every ratio is to: the bare Worker's read of one value. */
const bare: Route = { path: '/api/name/value' };

/** Milliseconds of CPU for one warm request to each route: medians of the rounds. */
async function measureWarm(contestant: Contestant, list: readonly Route[]): Promise<number[]> {
	const running = await start(contestant);
	const times = list.map((): number[] => []);
	// In the first round everything is compiled.
	for (let round = 0; round <= rounds; round++) {
		for (const [index, route] of list.entries()) {
			const { status = 200, method = 'GET', path } = route;
			const before = running.cpuTime();
			const { done, wrong } = await runLoad({
				url: running.url,
				amount: requests,
				piece: () => [{ method, path, headers: fieldsOf(route) }],
				statuses: [status],
			});
			if (wrong > 0) throw new Error(`${titleOf(route)}: ${wrong} answers have another status.`);
			if (round > 0) times[index]?.push((running.cpuTime() - before) / done / 1000);
		}
	}
	await running.stop();
	return times.map((of) => spread(of).median);
}

/**
 * Milliseconds of CPU, and of waiting, for the first answer of a process. The kernel counts CPU time
 * in steps of 10 ms, so it is a mean.
 */
async function measureFirst(contestant: Contestant, route: Route): Promise<[number, number]> {
	const { method = 'GET', path, status = 200 } = route;
	const [times, waits]: [number[], number[]] = [[], []];
	for (let number = 0; number < Number(starts); number++) {
		const running = await start(contestant);
		const before = running.cpuTime();
		const began = performance.now();
		const init = { method, headers: fieldsOf(route), redirect: 'manual' } as const;
		const response = await fetch(running.url + path, init);
		await response.arrayBuffer();
		waits.push(performance.now() - began);
		times.push((running.cpuTime() - before) / 1000);
		await running.stop();
		if (response.status !== status) throw new Error(`${titleOf(route)}: ${response.status}`);
	}
	return [times.reduce((sum, time) => sum + time, 0) / times.length, spread(waits).median];
}

/** The header fields of a request, with the address of a client that has a budget. */
function fieldsOf({ method, headers }: Route): Record<string, string> {
	return {
		'CF-Connecting-IP': '10.0.0.1',
		...(method === 'POST' && { 'Content-Length': '0' }),
		...headers,
	};
}

function titleOf({ method = 'GET', path, status = 200 }: Route): string {
	return `${method} ${path}${status < 300 ? '' : `, ${status}`}`;
}

const [bareWarm = Number.NaN] = await measureWarm(floor, [bare]);
const warm = await measureWarm(site, routes);
const rows: string[][] = [];
for (const [index, route] of [bare, ...routes].entries()) {
	const time = index === 0 ? bareWarm : (warm[index - 1] ?? Number.NaN);
	const [first, wait] = await measureFirst(index === 0 ? floor : site, route);
	const figures = [time.toFixed(2), (time / bareWarm).toFixed(1)];
	const title = index === 0 ? `bare Worker: ${titleOf(route)}` : titleOf(route);
	rows.push([title, ...figures, first.toFixed(0), wait.toFixed(0)]);
	console.error(rows.at(-1)?.join('  '));
}
const head = ['request', 'warm, ms', '÷ bare', 'first, ms', 'first, waited ms'];
console.log(alignColumns(head, rows, 1));
process.exit(0);
