import autocannon from 'autocannon';
import { percentile } from './statistics.ts';

export interface PlannedRequest {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
}

/** Requests that make one piece of work, sent one after the other on one connection. */
export type Piece = readonly PlannedRequest[];

export interface Load {
	readonly url: string;
	/** How many pieces are done: rounded up so that each connection does as many, two at least. */
	readonly amount: number;
	/** The piece with a number from 0, of as many requests as every other. */
	piece(number: number): Piece;
	/** Whether each piece is another one; else each connection repeats some. */
	readonly isUnique?: boolean | undefined;
	/** The statuses that answers may have. */
	readonly statuses: readonly number[];
}

export interface LoadResult {
	/** Pieces whose answers all had one of the statuses. */
	readonly done: number;
	/** All other pieces. */
	readonly wrong: number;
	readonly seconds: number;
	/** Milliseconds that half, and 99 of 100, of the pieces took at most. */
	readonly p50: number;
	readonly p99: number;
}

const connections = 16;

/** How many different pieces there are, unless each is another one. Each connection repeats some. */
export const differentPieces = 64;

/**
 * Makes a load with autocannon. Every request is answered before it ends, so that every write is
 * known to be acknowledged.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
	const each = Math.max(2, Math.ceil(load.amount / connections));
	const prepared = load.isUnique ? each : differentPieces / connections;
	const requests = load.piece(0).length;
	const times: number[] = [];
	let opened = 0;
	let [began, ended] = [0, 0];

	/** Makes the requests of one connection and puts its answers together to pieces. */
	function setupClient(client: autocannon.Client): void {
		const first = opened++ * prepared;
		const pieces = Array.from({ length: prepared }, (_, at) => load.piece(first + at));
		client.setRequests(pieces.flat().map((request) => ({ ...request })));
		// They begin when all connections are set up.
		began = performance.now();
		let answers = 0;
		let right = 0;
		let elapsed = 0;
		client.on('response', (status, _bytes, milliseconds) => {
			elapsed += milliseconds;
			if (load.statuses.includes(status)) right += 1;
			if (++answers < requests) return;
			ended = performance.now();
			if (right === requests) times.push(elapsed);
			answers = right = elapsed = 0;
		});
	}

	await autocannon({
		url: load.url,
		connections,
		amount: each * connections * requests,
		// It looks whether all is done as often, in milliseconds.
		sampleInt: 20,
		setupClient,
	});
	times.sort((a, b) => a - b);
	return {
		done: times.length,
		wrong: each * connections - times.length,
		seconds: (ended - began) / 1000,
		p50: percentile(times, 0.5),
		p99: percentile(times, 0.99),
	};
}
