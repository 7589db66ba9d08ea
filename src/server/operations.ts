import type { APIContext } from 'astro';
import type { CounterChange, CounterState } from '../durable-objects/counter';
import {
	type CounterInspection,
	type CreatedCounter,
	counterApi,
	counterPage,
	mediaTypes,
	type Operation as Change,
	type RaceOutcome,
	type WriteBudget,
} from '../core/contract/api';
import { clientKey, clientKeyField } from '../core/limits/client-key';
import { isTrustedOrigin, isWebSocketUpgrade } from '../core/http/cross-site';
import { type IdempotencyKey, parseKey } from '../core/contract/idempotency';
import { type Amount, defaultAmount } from '../core/contract/amount';
import { type CounterName, parseName } from '../core/contract/name';
import { isProblem, type Problem } from '../core/contract/problem';
import { returnPath } from '../core/http/return-path';
import { readWriteBody } from '../core/contract/write-body';
import { admitTrusted, admitWrite, readBudget, refuseBlocked } from './admission';
import { callObject } from './call';
import { allowedOrigins, counter, counterOrShard, isCounterAddress, newCounterId } from './objects';

/** What came of a request, before it is spelled as JSON, a redirect or a page. */
export type Outcome =
	| Success
	| Content
	| Upgraded
	| (Problem & { readonly headers?: Readonly<Record<string, string>> });

/** A request that became a WebSocket: the 101 that holds it, to be passed on as it is. */
export interface Upgraded {
	readonly upgraded: Response;
}

/** A request that did what it asked for. */
export interface Success {
	readonly value: number;
	/** Of two answers about one counter, the higher one is the newer. */
	readonly version: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** On a write: the path where the reader of a form goes next. */
	readonly next?: () => string;
}

/** An answer that is no counter's bare value. */
export interface Content {
	readonly content: string | Uint8Array<ArrayBuffer>;
	readonly type: string;
	/** The HTTP status code; 200 if absent. */
	readonly status?: number;
	/** The entity tag; an answer without one is not to be kept. */
	readonly tag?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** On a write: the path where the reader of a form goes next. */
	readonly next?: () => string;
}

/**
 * The part of Astro's context that the API needs. Without `rewrite` no page can be rendered: then
 * a problem is JSON whatever the caller prefers.
 */
export type Context = Pick<APIContext, 'params' | 'request'> &
	Partial<Pick<APIContext, 'rewrite'>> & {
		readonly locals: Pick<App.Locals, 'requestId' | 'problem' | 'back'>;
	};

/** One thing that the API does. */
export type Operation = (context: Context) => Promise<Outcome>;

/** Reads a counter; free of effects. */
export const read: Operation = async ({ params }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	return readCounter(name);
};

/** Adds to a counter. */
export const increment: Operation = (context) => change('increment', context);

/** Subtracts from a counter. */
export const decrement: Operation = (context) => change('decrement', context);

/** Asks a counter what it knows of itself; free of effects on the value and on what is stored. */
export const inspect: Operation = async ({ params }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	return inspectCounter(name);
};

/** Asks a counter what it knows of itself, as {@link inspect} does. */
export async function inspectCounter(name: CounterName): Promise<Content | Problem> {
	const report = await callObject(
		() => counter(name),
		(stub) => stub.inspect(),
		true,
	);
	if (isProblem(report)) return report;
	const inspection: CounterInspection = {
		...report,
		wokeAt: new Date(report.wokeAt).toISOString(),
	};
	return jsonContent(inspection);
}

/** Makes a private counter: an id that nobody can guess. Nothing is stored before its first write. */
export const create: Operation = async ({ request }) => {
	const checked = await admitTrusted(request);
	if (isProblem(checked)) return checked;
	const id = newCounterId();
	const created: CreatedCounter = { id, value: 0 };
	return {
		...jsonContent(created),
		status: 201,
		headers: { ...checked.headers, Location: counterApi(id, 'value') },
		next: () => counterPage(id),
	};
};

/** Reads the caller's own write budget; spends none of it. */
export const limit: Operation = async ({ request }) => {
	const budget = await readBudget(request);
	return isProblem(budget) ? budget : jsonContent(budget);
};

// #region live
/** Opens a WebSocket to a counter. All that can be refused here costs no object a call. */
export const live: Operation = async ({ params, request }) => {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	// #endregion live
	if (!isWebSocketUpgrade(request.method, request.headers.get('Upgrade'))) {
		return { problem: 'upgrade-required', headers: upgradeFields };
	}
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };

	// Nothing that the client sent goes to the object, so it cannot pose as another client.
	const headers = {
		Upgrade: 'websocket',
		[clientKeyField]: clientKey(request.headers.get('CF-Connecting-IP')),
	};
	const answer = await callObject(
		() => counter(name),
		(stub) => stub.fetch(request.url, { headers }),
		true,
	);
	if (isProblem(answer)) return answer;
	if (answer.status === 101) return { upgraded: answer };
	if (answer.status === 503) return { problem: 'unavailable', retryAfter: crowdedFor };
	return {
		problem: 'rate-limited',
		detail: 'This client watches this counter too many times already. Close a page of it first.',
		retryAfter: crowdedFor,
	};
};

/** Seconds that a client is asked to wait when a counter takes no more sockets. */
const crowdedFor = 30;

/** What RFC 9110, section 15.5.22, asks of a 426. */
const upgradeFields = { Upgrade: 'websocket', Connection: 'Upgrade' };

/** Returns the counter that a path segment names, or `undefined` if it names none. */
export function counterAddress(segment: unknown): CounterName | undefined {
	const name = parseName(segment);
	return name && isCounterAddress(name) ? name : undefined;
}

/**
 * Returns the counter whose page a path leads to, or `undefined` if it leads to none. Astro's own
 * parameter would do but for names that end in `.html`, which it leaves out.
 *
 * @param path of the address, percent-encoded where it was
 */
export function counterOfPage(path: string): CounterName | undefined {
	const [, segment = ''] = /\/([^/]*)\/?$/.exec(path) ?? [];
	try {
		return counterAddress(decodeURIComponent(segment));
	} catch {
		return undefined;
	}
}

/**
 * Reads a counter for a page, of which a part may be sent already, or for a picture: whatever goes
 * wrong, the rest of the page is better than no page.
 *
 * @returns `undefined` if the counter cannot be read
 */
export async function counterForPage(name: CounterName): Promise<CounterState | undefined> {
	const state = await readCounter(name).catch(bug);
	if (!isProblem(state)) return state;
	console.warn(JSON.stringify({ problem: state.problem, cause: state.cause }));
	return undefined;
}

/** Reads a counter's value for a page, as {@link counterForPage} does. */
export async function valueForPage(name: CounterName): Promise<number | undefined> {
	return (await counterForPage(name))?.value;
}

function bug(error: unknown): Problem {
	return { problem: 'internal', cause: String(error) };
}

// #region read
function readCounter(name: CounterName): Promise<CounterState | Problem> {
	return callObject(
		() => counter(name),
		(stub) => stub.getCounterValue(),
		true,
	);
}
// #endregion read

/** Spells data that are true for this moment only. */
export function jsonContent(
	data: CounterInspection | CreatedCounter | RaceOutcome | WriteBudget,
): Content {
	return { content: JSON.stringify(data), type: mediaTypes.json };
}

/**
 * Tells most writes from those whose body must be read, since to open a stream takes its time. The
 * runtime frames a request by these fields, so here they can be believed.
 */
function hasNoBody({ headers }: Request): boolean {
	return headers.get('Content-Length') === '0' && !headers.has('Transfer-Encoding');
}

async function change(operation: Change, { request, params }: Context): Promise<Outcome> {
	const name = counterAddress(params['name']);
	if (!name) return { problem: 'invalid-name' };
	if (!isTrustedOrigin(request, allowedOrigins)) return { problem: 'cross-site' };
	const refused = refuseBlocked(request);
	if (refused) return refused;
	const body = hasNoBody(request) ? { amount: defaultAmount } : await readWriteBody(request);
	if (typeof body === 'string') return { problem: body };
	const keyHeader = request.headers.get('Idempotency-Key');
	const key = keyHeader === null ? undefined : parseKey(keyHeader);
	if (keyHeader !== null && key === undefined) return { problem: 'invalid-key' };

	const checked = await admitWrite(request);
	if (isProblem(checked)) return checked;
	const { headers } = checked;

	const change = await write(name, operation, body.amount, key);
	if (isProblem(change)) return { ...change, headers };
	if ('refused' in change) return { problem: change.refused, headers };
	return {
		value: change.value,
		version: change.version,
		headers: {
			...headers,
			// The answer is also the value as a read would give it (RFC 9110, section 8.7).
			'Content-Location': counterApi(name, 'value'),
			...(change.replayed && { 'Idempotency-Replayed': 'true' }),
		},
		next: () =>
			returnPath(body.returnTo, request.headers.get('Referer'), request.url, counterPage(name)),
	};
}

/** Makes the one call of a write. With a key it may be repeated, and goes to the counter itself. */
function write(
	name: CounterName,
	operation: Change,
	amount: Amount,
	key: IdempotencyKey | undefined,
): Promise<CounterChange | Problem> {
	if (key === undefined) {
		return callObject(
			() => counterOrShard(name),
			async (stub) => await stub[operation](amount),
			false,
		);
	}
	return callObject(
		() => counter(name),
		async (stub) => await stub[operation](amount, key),
		true,
	);
}
