/**
 * What the platform charges for what the bench counted. Prices are those of the paid plan beyond
 * what is included, and the free plan's daily allowances, as Cloudflare publishes them.
 */

/** When the prices were read. */
export const pricesRead = '2026-11-23';

const workers = 'https://developers.cloudflare.com/workers/platform/pricing/';
const objects = 'https://developers.cloudflare.com/durable-objects/platform/pricing/';

export interface Price {
	readonly what: string;
	/** Dollars for a million. */
	readonly perMillion: number;
	/** What the paid plan includes each month. */
	readonly included: number;
	/** What the free plan allows each day; `undefined` if it has no such limit. */
	readonly free: number | undefined;
	readonly source: string;
}

export const prices = {
	requests: {
		what: 'requests to the Worker',
		perMillion: 0.3,
		included: 10e6,
		free: 100_000,
		source: workers,
	},
	calls: {
		what: 'calls of objects',
		perMillion: 0.15,
		included: 1e6,
		free: 100_000,
		source: objects,
	},
	rowsWritten: {
		what: 'rows written',
		perMillion: 1,
		included: 50e6,
		free: 100_000,
		source: objects,
	},
	rowsRead: {
		what: 'rows read',
		perMillion: 0.001,
		included: 25e9,
		free: 5e6,
		source: objects,
	},
	duration: {
		what: 'GB-s of active objects',
		perMillion: 12.5,
		included: 400_000,
		free: 13_000,
		source: objects,
	},
	processorTime: {
		what: 'milliseconds of the Worker’s processor time',
		perMillion: 0.02,
		included: 30e6,
		free: undefined,
		source: workers,
	},
} as const satisfies Readonly<Record<string, Price>>;

/** What an object is billed for while it is active, whatever it uses: 128 MB. */
const objectMemory = 0.128;

/**
 * How long a call is taken to keep an object active, in milliseconds. An assumption: no figure is
 * published and none can be measured without an account. It is the time that the examples on the
 * page of prices take for a message. The site's objects are not billed while they are idle.
 */
export const assumedCallTime = 10;

/** What one action uses. */
export interface Use {
	readonly requests: number;
	readonly calls: number;
	readonly rowsWritten: number;
	readonly rowsRead: number;
}

/** Dollars for a million actions, by what they are for. */
export interface Bill extends Use {
	readonly duration: number;
	readonly total: number;
}

/** Gigabyte-seconds that an object is billed for while it is active. */
export function duration(milliseconds: number): number {
	return (milliseconds / 1000) * objectMemory;
}

/** What a million actions cost beyond what is included, the Worker's processor time aside. */
export function bill(use: Use): Bill {
	const parts = {
		requests: use.requests * prices.requests.perMillion,
		calls: use.calls * prices.calls.perMillion,
		rowsWritten: use.rowsWritten * prices.rowsWritten.perMillion,
		rowsRead: use.rowsRead * prices.rowsRead.perMillion,
		duration: duration(use.calls * assumedCallTime) * prices.duration.perMillion,
	};
	return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part) };
}

/** How many actions the free plan allows in a day; calls are taken to last as long as assumed. */
export function freeEachDay(use: Use): number {
	const { requests, calls, rowsWritten, rowsRead, duration: time } = prices;
	return Math.floor(
		Math.min(
			requests.free / use.requests,
			calls.free / use.calls,
			rowsWritten.free / use.rowsWritten,
			rowsRead.free / use.rowsRead,
			time.free / duration(use.calls * assumedCallTime),
		),
	);
}

/** Adds up what several actions use. */
export function together(...uses: readonly Use[]): Use {
	const sum = (of: (use: Use) => number): number => uses.reduce((sum, use) => sum + of(use), 0);
	return {
		requests: sum(({ requests }) => requests),
		calls: sum(({ calls }) => calls),
		rowsWritten: sum(({ rowsWritten }) => rowsWritten),
		rowsRead: sum(({ rowsRead }) => rowsRead),
	};
}

/** An action that is done several times. */
export function times(count: number, use: Use | undefined): Use | undefined {
	return (
		use && {
			requests: count * use.requests,
			calls: count * use.calls,
			rowsWritten: count * use.rowsWritten,
			rowsRead: count * use.rowsRead,
		}
	);
}

/**
 * Opening a WebSocket to a counter. Nothing follows: messages to the client are free, the runtime
 * answers the client's pings without a charge, and an object that only waits is not billed.
 */
const watching: Use = { requests: 1, calls: 1, rowsWritten: 0, rowsRead: 0 };

/**
 * Removing a key after its day. The alarm that does it rings once an hour while there are keys and
 * looks at each of them twice, so a key is read some 48 times before it goes.
 */
const forgetting: Use = { requests: 0, calls: 0, rowsWritten: 1, rowsRead: 48 };

/** Gigabyte-seconds for which an object is billed at most in a day: if it is always active. */
export const longestDay = duration(24 * 60 * 60 * 1000);

/** How often a page of the article's design would have to ask for a value that is to be live. */
const pollsAnHour = 3600;

/** What one action costs one contestant. */
export interface Cost {
	readonly action: string;
	readonly peer: Counted['peer'];
	readonly use: Use;
	/** Dollars for a million. */
	readonly bill: Bill;
	readonly freeEachDay: number;
}

/** What was counted for one piece of a work. */
interface Counted extends Use {
	readonly id: string;
	readonly peer: 'site' | 'floor' | 'article' | 'constant';
}

/** Works out the costs of what people and programs do, as far as the works for it were counted. */
export function costs(counts: readonly Counted[]): Cost[] {
	const find = (id: string, peer: Counted['peer']): Use | undefined =>
		counts.find((count) => count.id === id && count.peer === peer);
	const rows: (readonly [string, Counted['peer'], ...(Use | undefined)[]])[] = [
		['a click by a program', 'site', find('increment', 'site')],
		['a click by a program', 'article', find('increment', 'article')],
		['a click on a card, with a key', 'site', find('keyed', 'site'), forgetting],
		['a view of one counter, as HTML', 'site', find('page-one', 'site')],
		['a view of one counter, live in a browser', 'site', find('page-one', 'site'), watching],
		['a view of one counter, fetched by a script', 'article', find('page-one', 'article')],
		['a view of ten counters, as HTML', 'site', find('page-ten', 'site')],
		[
			'a view of ten counters, live in a browser',
			'site',
			find('page-ten', 'site'),
			times(10, watching),
		],
		['a view of ten counters, fetched by a script', 'article', find('page-ten', 'article')],
		['an hour of watching one counter', 'site', watching],
		['an hour of asking every second', 'article', times(pollsAnHour, find('value', 'article'))],
		['a write of a flood, refused', 'site', find('flood', 'site')],
		['a write of a flood, refused', 'article', find('flood', 'article')],
	];
	return rows.flatMap(([action, peer, ...uses]) => {
		const known: readonly Use[] = uses.filter((use) => use !== undefined);
		if (known.length < uses.length) return [];
		const use = together(...known);
		return { action, peer, use, bill: bill(use), freeEachDay: freeEachDay(use) };
	});
}
