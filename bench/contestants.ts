import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { unstable_readConfig } from 'wrangler';
import type { Built } from './build.ts';
import type { Refusal } from './peers/constant/index.ts';
import { fill, takeApart } from './peers/floor/fill.ts';
import { type Bindings, type Contestant, type ObjectClass, start } from './workerd.ts';
import type { Peer } from './works.ts';

/** Makes contestants from what was built. */
export interface Contestants {
	make(peer: Peer, options?: ContestantOptions): Contestant;
}

export interface ContestantOptions {
	/** Whether the write budget is that of the site, not so large that nobody meets it. */
	readonly isStrict?: boolean;
	/** Whether the objects count their calls and rows. */
	readonly isCounted?: boolean;
	/** Values that take the place of `vars` in wrangler.toml. */
	readonly vars?: Bindings;
	/** The port of another process that has the counters. */
	readonly countersAt?: number;
}

/** A budget that no client of the bench uses up. */
const generous = { LIMIT_BURST: 1_000_000, LIMIT_INTERVAL_MS: 1 };

const siteClasses: readonly ObjectClass[] = ['Counter', 'CounterShard', 'RateLimiter'];
const articleClasses: readonly ObjectClass[] = ['Counter', 'RateLimiter'];

/**
 * @throws if the floor's page would not be what the site sends
 */
export async function prepareContestants(built: Built): Promise<Contestants> {
	const { vars, compatibility_date: compatibilityDate = '' } = unstable_readConfig({
		config: 'wrangler.toml',
	});
	let pages: Bindings = { PAGE_ONE: '', PAGE_TEN: '' };
	let refusal = '';

	function make(peer: Peer, options: ContestantOptions = {}): Contestant {
		const { isStrict = false, isCounted = false } = options;
		const { site, assets, bundles } = built;
		const settings = { ...(vars as Bindings), ...(!isStrict && generous), ...options.vars };
		const modules = isCounted ? bundles.countedObjects : bundles.objects;
		const objects = { modules, classes: siteClasses };
		if (peer === 'site')
			return {
				worker: site,
				objects,
				assets,
				vars: settings,
				...(options.countersAt !== undefined && { countersAt: options.countersAt }),
				compatibilityDate,
			};
		if (peer === 'constant') {
			return { worker: bundles.constant, vars: { REFUSAL: refusal }, compatibilityDate };
		}
		if (peer === 'floor') {
			const withPages = { ...settings, ...pages };
			return { worker: bundles.floor, objects, vars: withPages, compatibilityDate };
		}
		return {
			worker: bundles.article,
			objects: {
				modules: isCounted ? bundles.countedArticleObjects : bundles.articleObjects,
				classes: articleClasses,
			},
			vars: settings,
			compatibilityDate,
		};
	}

	pages = await askSite(make('site'), readPages);
	refusal = await askSite(make('site', { isStrict: true }), readRefusal);
	return { make };
}

async function askSite<Answer>(
	contestant: Contestant,
	question: (port: number) => Promise<Answer>,
): Promise<Answer> {
	const { port, stop } = await start(contestant);
	try {
		return await question(port);
	} finally {
		await stop();
	}
}

/** Numbers that stand nowhere else in a page; all have four digits, as the page tells by a class. */
const values = Array.from({ length: 10 }, (_, at) => 1900 + at);
const slotName = 'a-name-to-be-replaced';

/** Writes known values, takes the site's pages and puts slots where the values stand. */
async function readPages(port: number): Promise<Bindings> {
	const counters = [slotName, ...values.map((_, at) => `ten-${at}`)];
	for (const [at, name] of counters.entries()) {
		const value = values[Math.max(0, at - 1)] ?? 0;
		for (const amount of [1000, value - 1000]) await add(port, name, amount);
	}
	const one = (await ask(port, 'GET', `/counters/${slotName}`))
		.replaceAll(slotName, '{{name}}')
		.replaceAll(String(values[0]), '{{value}}');
	let ten = await ask(port, 'GET', '/ten');
	for (const [at, value] of values.entries()) {
		ten = ten.replaceAll(String(value), `{{value${at}}}`);
	}

	// What the floor will send must be what the site sends, also of another counter.
	const name = 'another-name';
	for (const amount of [1000, 234]) await add(port, name, amount);
	const other = await ask(port, 'GET', `/counters/${name}`);
	if (fill(takeApart(one), { name, value: 1234 }) !== other) {
		throw new Error("The floor's page is not the site's.");
	}
	return { PAGE_ONE: one, PAGE_TEN: ten };
}

/** What the constant sends: a refusal as the site spells it. */
async function readRefusal(port: number): Promise<string> {
	for (let write = 0; write < 1000; write++) {
		const { status, fields, body } = await send(port, 'POST', '/api/refused/increment');
		if (status !== 429) continue;
		// What belongs to the connection is for the runtime to say.
		const headers = fields.filter(
			([field]) => !/^(?:connection|content-length|date)$/i.test(field),
		);
		return JSON.stringify({ status, headers, body } satisfies Refusal);
	}
	throw new Error('The site refuses nothing.');
}

function add(port: number, name: string, amount: number): Promise<string> {
	return ask(port, 'POST', `/api/${name}/increment`, JSON.stringify({ amount }));
}

/** @throws if the answer is no success */
async function ask(port: number, method: string, path: string, body?: string): Promise<string> {
	const answer = await send(port, method, path, body);
	if (answer.status === 200) return answer.body;
	throw new Error(`${method} ${path} was answered ${answer.status}.`);
}

interface Answer {
	readonly status: number;
	readonly fields: readonly (readonly [name: string, value: string])[];
	readonly body: string;
}

function send(port: number, method: string, path: string, body?: string): Promise<Answer> {
	const headers = {
		Host: 'localhost',
		'CF-Connecting-IP': '10.0.0.1',
		...(body !== undefined && { 'Content-Type': 'application/json' }),
	};
	return new Promise((resolve, reject) => {
		const outgoing = request({ port, method, path, headers, timeout: 10_000 }, async (incoming) => {
			const { rawHeaders, statusCode = 0 } = incoming;
			const fields = rawHeaders.flatMap((name, at) =>
				at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : [],
			);
			resolve({ status: statusCode, fields, body: await text(incoming) });
		});
		outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer to ${method} ${path}.`)));
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}
