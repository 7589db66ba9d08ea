import type { Load, Piece } from './load/requests.ts';

export type Peer = 'site' | 'floor' | 'article' | 'constant';

/** One kind of work, as every contestant does it. */
export interface Work {
	readonly id: string;
	readonly title: string;
	/** Who does it, the site first. */
	readonly peers: readonly Peer[];
	/** Whether the limiter is as strict as on the site, not as generous as for the rest. */
	readonly isStrict?: boolean;
	readonly clients: number;
	readonly expected: number;
	readonly tolerated?: number;
	/** What is asked for in turn; anew in each round if each piece is done once. */
	pieces(peer: Peer, round: string): readonly Piece[];
	/** How often it is done in one round where each piece is done once; absent if over and over. */
	readonly once?: { readonly quick: number; readonly full: number };
	/** What the issue of the project asks of the ratio to a peer, at least. */
	readonly goals: Readonly<Partial<Record<Peer, number>>>;
}

const names = Array.from({ length: 100 }, (_, at) => `name-${at}`);
const tenNames = Array.from({ length: 10 }, (_, at) => `ten-${at}`);

const read = (name: string) => ({ method: 'GET', path: `/api/${name}/value` }) as const;
const write = (name: string) => ({ method: 'POST', path: `/api/${name}/increment` }) as const;

/** A page, and for the article what its script fetches after it, until the values are there. */
function page(peer: Peer, path: string, counters: readonly string[]): Piece {
	const document = { method: 'GET', path, fields: ['Accept: text/html'] } as const;
	return peer === 'article' ? [document, ...counters.map(read)] : [document];
}

const everybody = ['site', 'floor', 'article'] as const;
const many = { peers: everybody, clients: 256, expected: 200 };

export const works: readonly Work[] = [
	{
		...many,
		id: 'value',
		title: 'GET value',
		pieces: () => names.map((name) => [read(name)]),
		goals: { floor: 0.85, article: 4 },
	},
	{
		...many,
		id: 'increment',
		title: 'POST increment',
		pieces: () => names.map((name) => [write(name)]),
		goals: { floor: 0.85, article: 2 },
	},
	{
		id: 'flood',
		title: 'refusals of a flood',
		peers: ['site', 'constant', 'article'],
		isStrict: true,
		clients: 1,
		expected: 429,
		tolerated: 200,
		pieces: () => names.map((name) => [write(name)]),
		goals: { constant: 0.85, article: 4 },
	},
	{
		...many,
		id: 'page-one',
		title: 'page with one counter',
		pieces: (peer) => names.map((name) => page(peer, `/counters/${name}`, [name])),
		goals: { floor: 0.6 },
	},
	{
		...many,
		id: 'page-changed',
		title: 'a write, then its page',
		pieces: (peer) =>
			names.map((name) => [write(name), ...page(peer, `/counters/${name}`, [name])]),
		goals: {},
	},
	{
		...many,
		id: 'page-ten',
		title: 'page with ten counters',
		pieces: (peer) => [page(peer, '/ten', tenNames)],
		goals: {},
	},
	{
		...many,
		id: 'hot',
		title: 'POST to one hot counter',
		pieces: () => [[write('hot')]],
		goals: {},
	},
	{
		...many,
		id: 'once',
		title: 'POST to new counters, once each',
		pieces: (_peer, round) => Array.from({ length: 10_000 }, (_, at) => [write(`${round}-${at}`)]),
		once: { quick: 300, full: 1430 },
		goals: {},
	},
];

/** What a card of the site sends; counted but not timed, since nobody else knows of keys. */
export const keyedWrite: Work = {
	id: 'keyed',
	title: 'POST increment with a key',
	peers: ['site'],
	clients: 256,
	expected: 200,
	pieces: (_peer, round) =>
		Array.from({ length: 1000 }, (_, at) => [
			{
				...write(`name-${at % names.length}`),
				fields: [`Idempotency-Key: "${round}-${at}"`],
			},
		]),
	goals: {},
};

/** The load of a work on a contestant. */
export function loadOf(
	work: Work,
	peer: Peer,
	port: number,
	round: string,
): Omit<Load, 'duration'> {
	const { clients, expected, tolerated } = work;
	return {
		kind: 'load',
		ports: [port],
		connections: 16,
		clients,
		pieces: work.pieces(peer, round),
		expected,
		...(tolerated !== undefined && { tolerated }),
	};
}
