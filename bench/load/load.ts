import { type Connection, openConnection, spellRequest } from './connection.ts';
import type { Load, LoadResult } from './requests.ts';
import { percentile } from '../statistics.ts';

/** Does the work over and over on every connection, for a time or until each piece is done. */
export async function runLoad(load: Load): Promise<LoadResult> {
	const { pieces, clients, duration, expected } = load;
	const isOnce = 'onceWithin' in duration;
	const turns = isOnce ? pieces.length : Math.max(pieces.length, clients);
	const requests = Array.from({ length: turns }, (_, turn) =>
		(pieces[turn % pieces.length] ?? []).map(({ method, path, fields }) =>
			spellRequest(method, path, turn % clients, fields),
		),
	);
	const connections = await Promise.all(
		Array.from({ length: load.connections }, (_, at) =>
			openConnection(load.ports[at % load.ports.length] ?? 0),
		),
	);
	const begin = performance.now() + (isOnce ? 0 : duration.warmup);
	const end = begin + (isOnce ? duration.onceWithin : duration.milliseconds);
	const times: number[] = [];
	let turn = 0;
	let all = 0;
	let done = 0;
	let tolerated = 0;
	let unexpected = 0;

	async function work(connection: Connection): Promise<void> {
		for (;;) {
			if (isOnce && turn >= turns) return;
			const piece = requests[turn++ % turns] ?? [];
			const started = performance.now();
			if (started >= end) return;
			let isDone = true;
			let wasTolerated = false;
			for (const request of piece) {
				const { status } = await connection.ask(request);
				if (status === expected) continue;
				isDone = false;
				wasTolerated = status === load.tolerated;
			}
			const now = performance.now();
			all += 1;
			if (isDone) done += 1;
			if (started < begin || now > end) continue;
			if (isDone) times.push(now - started);
			else if (wasTolerated) tolerated += 1;
			else unexpected += 1;
		}
	}
	await Promise.all(connections.map(work));
	const milliseconds = Math.min(performance.now(), end) - begin;
	for (const connection of connections) connection.close();
	times.sort((a, b) => a - b);
	return {
		pieces: times.length,
		all,
		done,
		milliseconds,
		p50: percentile(times, 0.5),
		p99: percentile(times, 0.99),
		tolerated,
		unexpected,
	};
}
