import { differentPieces, type Piece } from './load.ts';

/** The site; a bare Worker with the site's objects; the design of the article, with its own. */
type Peer = 'site' | 'floor' | 'article';

export interface Contestant {
	readonly peer: Peer;
	/** Objects over which the counter `hot` is spread. */
	readonly shards?: number;
	/** The folder of another build of the site, like `dist/pages`. */
	readonly build?: string;
}

/** One kind of work, as every contestant does it. */
export interface Work {
	readonly title: string;
	/** Who does it, the site first. */
	readonly contestants: readonly Contestant[];
	piece(peer: Peer, number: number): Piece;
	/** Whether no piece may be done twice. */
	readonly isUnique?: boolean;
	/** Whether the write budget is that of wrangler.toml, not one that nobody uses up. */
	readonly isStrict?: boolean;
	/** The statuses that answers may have; 200 if absent. */
	readonly statuses?: readonly number[];
	/** A counter whose value must be the number of the writes that were acknowledged. */
	readonly counter?: string;
}

const site = { peer: 'site' } as const;
const everybody = [site, { peer: 'floor' }, { peer: 'article' }] as const;

/** One of 64 clients in turn. */
function headersOf(number: number): Readonly<Record<string, string>> {
	return { 'CF-Connecting-IP': `10.0.0.${number % differentPieces}` };
}

/** One of 64 counters in turn. */
function nameOf(number: number): string {
	return `name-${number % differentPieces}`;
}

function read(name: string, number: number) {
	return { method: 'GET', path: `/api/${name}/value`, headers: headersOf(number) } as const;
}

function write(name: string, number: number) {
	const headers = { ...headersOf(number), 'Content-Length': '0' };
	return { method: 'POST', path: `/api/${name}/increment`, headers } as const;
}

/** A page, and for the article's design what its script fetches: then its value is there. */
function page(peer: Peer, number: number): Piece {
	const headers = { ...headersOf(number), Accept: 'text/html' };
	const document = { method: 'GET', path: `/counters/${nameOf(number)}`, headers } as const;
	return peer === 'article' ? [document, read(nameOf(number), number)] : [document];
}

export const works: readonly Work[] = [
	{
		title: 'GET value',
		contestants: everybody,
		piece: (_peer, number) => [read(nameOf(number), number)],
	},
	{
		title: 'POST increment',
		contestants: everybody,
		piece: (_peer, number) => [write(nameOf(number), number)],
	},
	{
		// What a card of the site sends. Nobody else has keys.
		title: 'POST increment with a key',
		contestants: [site],
		isUnique: true,
		piece: (_peer, number) => {
			const request = write(nameOf(number), number);
			return [{ ...request, headers: { ...request.headers, 'Idempotency-Key': `"${number}"` } }];
		},
	},
	{
		title: 'flood of a blocked client',
		contestants: everybody,
		isStrict: true,
		statuses: [429, 200],
		piece: (_peer, number) => [write(nameOf(number), 0)],
	},
	{
		title: 'page with one counter',
		contestants: everybody,
		piece: page,
	},
	{
		title: 'a write, then its page',
		contestants: everybody,
		piece: (peer, number) => [write(nameOf(number), number), ...page(peer, number)],
	},
	{
		title: 'POST to one hot counter',
		contestants: [...everybody, { peer: 'site', shards: 4 }, { peer: 'site', shards: 16 }],
		counter: 'hot',
		piece: (_peer, number) => [write('hot', number)],
	},
];
