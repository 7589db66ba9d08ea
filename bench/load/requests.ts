/** What the processes that make the load are told, and what they tell. */

export interface Question {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	/** Header fields beyond those that every request has, such as `Accept: text/html`. */
	readonly fields?: readonly string[];
}

/** Requests that make one piece of work, sent one after the other on one connection. */
export type Piece = readonly Question[];

export interface Load {
	readonly kind: 'load';
	/** Connections are spread evenly over them. */
	readonly ports: readonly number[];
	readonly connections: number;
	/** How many addresses the requests come from in turn. */
	readonly clients: number;
	/** Taken in turn. */
	readonly pieces: readonly Piece[];
	/**
	 * Either for how long, in milliseconds, after a time that is not measured; or each piece once, but
	 * none is begun after so many milliseconds.
	 */
	readonly duration:
		{ readonly milliseconds: number; readonly warmup: number } | { readonly onceWithin: number };
	/** The status that every answer is to have. */
	readonly expected: number;
	/** Answers of other statuses are counted apart, and the work of their pieces does not count. */
	readonly tolerated?: number;
}

export interface LoadResult {
	/** Pieces of work done in the time that was measured. */
	readonly pieces: number;
	/** Pieces done in all, measured or not, whatever came of them. */
	readonly all: number;
	/** Pieces in all whose answers had the status that was expected. */
	readonly done: number;
	/** Milliseconds that were measured. */
	readonly milliseconds: number;
	/** Milliseconds that half, and 99 of 100, of the pieces took at most. */
	readonly p50: number;
	readonly p99: number;
	/** Answers with the status that was tolerated. */
	readonly tolerated: number;
	/** Answers that should not have been. */
	readonly unexpected: number;
}

export interface Watch {
	readonly kind: 'watch';
	readonly port: number;
	/** The counter; nobody has written to it before. */
	readonly name: string;
	readonly watchers: number;
	/** Writes a second, and for how many milliseconds. */
	readonly rate: number;
	readonly milliseconds: number;
}

export interface WatchResult {
	readonly watchers: number;
	readonly writes: number;
	/** The value that the last write was answered with. */
	readonly value: number;
	/** Watchers whose last message said that value. */
	readonly right: number;
	/** Milliseconds from the time a write was due to its news, over all writes and watchers. */
	readonly p50: number;
	readonly p99: number;
	/** Messages to one watcher in one second. */
	readonly messages: number;
}
