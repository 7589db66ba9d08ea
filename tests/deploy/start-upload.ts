import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptions } from 'miniflare';
import type { DeployedWorker, PagesDeployment, UploadedWorker } from './cloudflare/account';

export interface RunningUpload {
	/** The origin, without a slash at its end. */
	readonly url: string;
	stop(): Promise<void>;
}

interface StaticFiles {
	readonly files: ReadonlyMap<string, Uint8Array>;
	readonly headers: string;
	readonly redirects: string;
	/** Paths for which the Worker runs before the files are looked at; those with "!" are not. */
	readonly workerFirst: string[];
}

/**
 * Runs what a Pages project and its auxiliary Worker were deployed as.
 *
 * @param state the folder of the objects' storage; in memory if absent
 */
export function startPagesUpload(
	site: PagesDeployment,
	objects: UploadedWorker,
	state?: string,
): Promise<RunningUpload> {
	const { include, exclude } = JSON.parse(site.routes) as Record<'include' | 'exclude', string[]>;
	const files = { ...site, workerFirst: [...include, ...exclude.map((path) => `!${path}`)] };
	return start(site.worker, files, [objects], state);
}

/** Runs what one Worker with static files was deployed as. */
export function startWorkerUpload(worker: DeployedWorker, state?: string): Promise<RunningUpload> {
	const config = worker.metadata.assets?.config;
	const {
		_headers: headers = '',
		_redirects: redirects = '',
		run_worker_first: first,
	} = config ?? {};
	const workerFirst = Array.isArray(first) ? [...first] : [];
	return start(worker, { files: worker.files, headers, redirects, workerFirst }, [], state);
}

async function start(
	site: UploadedWorker,
	{ files, headers, redirects, workerFirst }: StaticFiles,
	others: readonly UploadedWorker[],
	state: string | undefined,
): Promise<RunningUpload> {
	const directory = await mkdtemp(join(tmpdir(), 'durable-counters-upload-'));
	const removeFiles = (): Promise<void> => rm(directory, { recursive: true, force: true });
	const texts = { '/_headers': headers, '/_redirects': redirects };
	for (const [path, content] of [...files, ...Object.entries(texts)]) {
		const target = join(directory, path);
		await mkdir(dirname(target), { recursive: true });
		await writeFile(target, content);
	}
	const assets = {
		directory,
		binding: 'ASSETS',
		run_worker_first: workerFirst,
		routerConfig: { has_user_worker: true },
	};
	const miniflare = new Miniflare(
		convertV4MiniflareOptions({
			host: '127.0.0.1',
			port: 0,
			// Else it would be fetched from the network.
			cf: false,
			...(state !== undefined && { resourcePersistencePath: state }),
			workers: [{ ...workerOptions(site), assets }, ...others.map(workerOptions)],
		}),
	);
	const url = await miniflare.ready.catch(async (error: unknown) => {
		await miniflare.dispose();
		await removeFiles();
		throw error;
	});
	return {
		url: url.origin,
		async stop() {
			await miniflare.dispose();
			await removeFiles();
		},
	};
}

/** What runs a Worker exactly as its upload describes it. */
function workerOptions({ name, metadata, modules }: UploadedWorker): V4WorkerOptions {
	const code = [...modules].filter(([, { type }]) => type === 'application/javascript+module');
	// The first one is the entry.
	const entryFirst = code.toSorted(
		([a], [b]) => Number(b === metadata.main_module) - Number(a === metadata.main_module),
	);
	const objects = metadata.bindings.filter(({ type }) => type === 'durable_object_namespace');
	const variables = metadata.bindings.filter(
		({ type }) => type === 'plain_text' || type === 'json',
	);
	return {
		name,
		modules: entryFirst.map(([path, { bytes }]) => ({
			type: 'ESModule' as const,
			path,
			contents: bytes,
		})),
		compatibilityDate: metadata.compatibility_date,
		compatibilityFlags: [...metadata.compatibility_flags],
		bindings: Object.fromEntries(
			variables.map(({ name, text, json }) => [name, (text ?? json) as string]),
		),
		durableObjects: Object.fromEntries(
			objects.map(({ name, class_name = '', script_name }) => [
				name,
				{
					className: class_name,
					useSQLite: true,
					...(script_name !== undefined && { scriptName: script_name }),
				},
			]),
		),
	};
}
