/** Builds the site and bundles the peers and both kinds of objects. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Modules } from './workerd.ts';

const root = join(import.meta.dirname, '..');
const output = join(root, 'dist/bench');

const bundles = {
	floor: 'bench/peers/floor/index.ts',
	constant: 'bench/peers/constant/index.ts',
	article: 'bench/peers/article/index.ts',
	objects: 'src/durable-objects/index.ts',
	articleObjects: 'bench/peers/article/objects.ts',
	countedObjects: 'bench/counted/objects.ts',
	countedArticleObjects: 'bench/counted/article-objects.ts',
} as const;

export type Bundle = keyof typeof bundles;

export interface Built {
	readonly site: Modules;
	readonly assets: string;
	readonly bundles: Readonly<Record<Bundle, Modules>>;
}

const run = promisify(execFile);
const limits = { cwd: root, timeout: 120_000, maxBuffer: 16 * 1024 * 1024 };

/** @throws if something does not build within two minutes */
export async function build(): Promise<Built> {
	const astro = join(root, 'node_modules/astro/bin/astro.mjs');
	await run(process.execPath, [astro, 'build', '--config', 'bench/site/astro.config.mjs'], limits);
	const names = Object.keys(bundles) as Bundle[];
	// Two at a time, as many as small machines have processors.
	const rest = [...names];
	const work = async (): Promise<void> => {
		for (let name = rest.shift(); name; name = rest.shift()) await bundle(name);
	};
	await Promise.all([work(), work()]);
	const pages = join(output, 'pages');
	return {
		site: modulesIn(join(pages, '_worker.js')),
		assets: pages,
		bundles: Object.fromEntries(
			names.map((name) => [name, modulesIn(join(output, name))]),
		) as unknown as Built['bundles'],
	};
}

async function bundle(name: Bundle): Promise<void> {
	await run(
		process.execPath,
		[
			join(root, 'node_modules/wrangler/bin/wrangler.js'),
			...['deploy', bundles[name], '--dry-run', '--outdir', join(output, name)],
			...['-c', 'bench/peers/wrangler.toml'],
		],
		{ ...limits, env: { ...process.env, WRANGLER_SEND_METRICS: 'false' } },
	);
}

function modulesIn(folder: string): Modules {
	if (!existsSync(folder)) throw new Error(`The build left no ${folder}.`);
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.m?js$/.test(name))
		.toSorted((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
		.map((name) => [name.replaceAll('\\', '/'), join(folder, name)] as const);
}
