import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { unstable_readConfig } from 'wrangler';
import type { Built } from './build.ts';
import { fill, takeApart } from './peers/floor/fill.ts';
import { type Bindings, type Contestant, start } from './workerd.ts';
import type { Peer } from './works.ts';

/** Makes contestants from what was built. */
export interface Contestants {
	/**
	 * @param isStrict whether the write budget is that of the site, not so large that nobody meets it
	 * @param isCounted whether the objects count their calls and rows
	 */
	make(peer: Peer, isStrict: boolean, isCounted?: boolean): Contestant;
}

/** A budget that no client of the bench uses up. */
const generous = { LIMIT_BURST: 1_000_000, LIMIT_INTERVAL_MS: 1 };

/**
 * @throws if the floor's page would not be what the site sends
 */
export async function prepareContestants(built: Built): Promise<Contestants> {
	const { vars, compatibility_date: compatibilityDate = '' } = unstable_readConfig({
		config: 'wrangler.toml',
	});
	let pages: Bindings = { PAGE_ONE: '', PAGE_TEN: '' };

	function make(peer: Peer, isStrict: boolean, isCounted = false): Contestant {
		const { site, assets, bundles } = built;
		const settings = { ...(vars as Bindings), ...(!isStrict && generous) };
		const objects = isCounted ? bundles.countedObjects : bundles.objects;
		if (peer === 'site')
			return { worker: site, objects, assets, vars: settings, compatibilityDate };
		if (peer === 'constant') return { worker: bundles.constant, compatibilityDate };
		if (peer === 'floor') {
			const withPages = { ...settings, ...pages };
			return { worker: bundles.floor, objects, vars: withPages, compatibilityDate };
		}
		return {
			worker: bundles.article,
			objects: isCounted ? bundles.countedArticleObjects : bundles.articleObjects,
			vars: settings,
			compatibilityDate,
		};
	}

	const { port, stop } = await start(make('site', false));
	try {
		pages = await readPages(port);
	} finally {
		await stop();
	}
	return { make };
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

function add(port: number, name: string, amount: number): Promise<string> {
	return ask(port, 'POST', `/api/${name}/increment`, JSON.stringify({ amount }));
}

/** @throws if the answer is no success */
function ask(port: number, method: string, path: string, body?: string): Promise<string> {
	const headers = {
		Host: 'localhost',
		'CF-Connecting-IP': '10.0.0.1',
		...(body !== undefined && { 'Content-Type': 'application/json' }),
	};
	return new Promise((resolve, reject) => {
		const outgoing = request({ port, method, path, headers, timeout: 10_000 }, async (incoming) => {
			const whole = await text(incoming);
			if (incoming.statusCode === 200) resolve(whole);
			else reject(new Error(`${method} ${path} was answered ${incoming.statusCode}.`));
		});
		outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer to ${method} ${path}.`)));
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}
