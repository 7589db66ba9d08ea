/** The built site and its two peers, as programs for workerd. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import { type Modules, type Running, startWorkerd, type Variables } from './workerd.ts';
import type { Contestant } from './works.ts';

/**
 * Starts a contestant.
 *
 * @param isStrict whether the write budget is that of wrangler.toml, not one that nobody uses up
 */
export type Start = (contestant: Contestant, isStrict?: boolean) => Promise<Running>;

const root = join(import.meta.dirname, '..');
const output = join(root, 'dist/bench');
const pages = join(root, 'dist/pages');

/** A write budget that no client of the bench uses up. */
const generous = { LIMIT_BURST: 10_000, LIMIT_INTERVAL_MS: 1 };

const articleClasses = { COUNTER: 'Counter', RATE_LIMITER: 'RateLimiter' };
const siteClasses = {
	...articleClasses,
	COUNTER_SHARD: 'CounterShard',
	RECEIPT: 'Receipt',
	SALT: 'Salt',
	DIRECTORY: 'Directory',
};

/**
 * Bundles the peers and the objects. The site must be built.
 *
 * @returns what starts a contestant
 * @throws if something does not build within two minutes
 */
export async function prepareContestants(): Promise<Start> {
	await Promise.all(['floor', 'article', 'objects', 'article-objects'].map(bundle));
	const config = unstable_readConfig({ config: join(root, 'wrangler.toml') });
	const siteObjects = { objects: readModules(join(output, 'objects')), classes: siteClasses };
	const programs = {
		floor: { worker: readModules(join(output, 'floor')), ...siteObjects },
		article: {
			worker: readModules(join(output, 'article')),
			objects: readModules(join(output, 'article-objects')),
			classes: articleClasses,
		},
	};
	let page = '';

	const site = (folder = pages) => ({
		worker: readModules(join(folder, '_worker.js')),
		assets: resolve(folder),
		...siteObjects,
	});

	const start: Start = ({ peer, shards, build }, isStrict) =>
		startWorkerd({
			...(peer === 'site' ? site(build) : programs[peer]),
			compatibilityDate: config.compatibility_date ?? '',
			variables: {
				...(config.vars as Variables),
				...(!isStrict && generous),
				...(shards !== undefined && { HOT_COUNTERS: 'hot', HOT_SHARDS: shards }),
				...(peer === 'floor' && { PAGE: page }),
			},
		});

	const running = await start({ peer: 'site' });
	try {
		page = await readPage(running.url);
	} finally {
		await running.stop();
	}
	return start;
}

/** Takes the site's page of a counter, with slots where its name and its value are. */
async function readPage(url: string): Promise<string> {
	// Neither occurs elsewhere in a page.
	const [name, value] = ['a-name-to-replace', 1987];
	for (const amount of [1000, value - 1000]) {
		const body = new URLSearchParams({ amount: String(amount) });
		await fetch(`${url}/api/${name}/increment`, { method: 'POST', body });
	}
	const response = await fetch(`${url}/counters/${name}`, { headers: { Accept: 'text/html' } });
	const html = await response.text();
	if (!html.includes(String(value))) throw new Error("The site's page does not show its value.");
	return html.replaceAll(name, '{{name}}').replaceAll(String(value), '{{value}}');
}

async function bundle(name: string): Promise<void> {
	const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
	const options = ['--dry-run', '--outdir', join(output, name), '-c', 'bench/peers/wrangler.toml'];
	await promisify(execFile)(
		process.execPath,
		[wrangler, 'deploy', `bench/peers/${name}.ts`, ...options],
		{ cwd: root, timeout: 120_000, env: { ...process.env, WRANGLER_SEND_METRICS: 'false' } },
	);
}

/** The modules of a folder. The entry is `index.js`, or the only one. */
function readModules(folder: string): Modules {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.m?js$/.test(name))
		.toSorted((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
		.map((name) => [name, resolve(folder, name)] as const);
}
