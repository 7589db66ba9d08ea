/**
 * `npm run bench:routes`: the CPU time of workerd for one request to each route of the built site,
 * warm and as the first of a fresh process, beside a bare Worker that reads one value. Prints a table.
 * Fails if an answer has another status than it should have.
 */
import { prepareContestants } from './contestants.ts';
import { runLoad } from './load.ts';
import { type Route, routes } from './route-list.ts';
import { spread } from './statistics.ts';
import { alignColumns } from './table.ts';
import type { Contestant } from './works.ts';

/** How often a route is measured warm, of how many requests each, and how many processes are fresh. */
const [rounds, requests, starts] = [3, 192, 8];

const start = await prepareContestants();
const bare: Route = { path: '/api/name/value' };

/** Milliseconds of CPU for one warm request to each route: medians of the rounds. */
async function measureWarm(contestant: Contestant, list: readonly Route[]): Promise<number[]> {
	const running = await start(contestant);
	const times = list.map((): number[] => []);
	// In the first round everything is compiled.
	for (let round = 0; round <= rounds; round++) {
		for (const [index, route] of list.entries()) {
			const before = running.cpuTime();
			const { done, wrong } = await runLoad({
				url: running.url,
				amount: requests,
				piece: () => [requestTo(route)],
				statuses: [route.status ?? 200],
			});
			if (wrong > 0) throw new Error(`${titleOf(route)}: ${wrong} answers have another status.`);
			if (round > 0) times[index]?.push((running.cpuTime() - before) / done / 1000);
		}
	}
	await running.stop();
	return times.map((of) => spread(of).median);
}

/** Milliseconds of CPU, a mean since the kernel counts in steps of 10, and of waiting, for the first answer. */
async function measureFirst(contestant: Contestant, route: Route): Promise<[number, number]> {
	let cpuTime = 0;
	const waits: number[] = [];
	for (let number = 0; number < starts; number++) {
		const running = await start(contestant);
		const before = running.cpuTime();
		const began = performance.now();
		const { path, ...init } = requestTo(route);
		const response = await fetch(running.url + path, { ...init, redirect: 'manual' });
		await response.arrayBuffer();
		waits.push(performance.now() - began);
		cpuTime += (running.cpuTime() - before) / 1000;
		await running.stop();
		if (response.status !== (route.status ?? 200)) throw new Error(`${titleOf(route)} failed.`);
	}
	return [cpuTime / starts, spread(waits).median];
}

function requestTo({ method = 'GET', path, headers }: Route) {
	const length = method === 'POST' ? { 'Content-Length': '0' } : {};
	return { method, path, headers: { 'CF-Connecting-IP': '10.0.0.1', ...length, ...headers } };
}

function titleOf({ method = 'GET', path, status = 200 }: Route): string {
	return `${method} ${path}${status < 300 ? '' : `, ${status}`}`;
}

const [bareWarm = Number.NaN] = await measureWarm({ peer: 'floor' }, [bare]);
const warm = await measureWarm({ peer: 'site' }, routes);
const rows: string[][] = [];
async function add(title: string, peer: 'floor' | 'site', route: Route, time = Number.NaN) {
	const first = (await measureFirst({ peer }, route)).map((figure) => figure.toFixed(0));
	rows.push([title, time.toFixed(2), (time / bareWarm).toFixed(1), ...first]);
}
await add('a bare Worker', 'floor', bare, bareWarm);
for (const [index, route] of routes.entries())
	await add(titleOf(route), 'site', route, warm[index]);
console.log(alignColumns(['request', 'warm, ms', '÷ bare', 'first, ms', 'waited, ms'], rows, 1));
process.exit(0);
