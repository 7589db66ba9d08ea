/** Runs the built site and the auxiliary Worker in one process, as `npm start` and the tests do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The folder of the project. */
export const root = join(import.meta.dirname, '..');

export interface SiteOptions {
	readonly port: number;
	/** Where the objects' storage lies; `.wrangler/state` if absent. */
	readonly state?: string;
	/** Values that take the place of `vars` in wrangler.toml. */
	readonly vars?: Readonly<Record<string, string | number>>;
	/** The auxiliary Worker's configuration; its own if absent. */
	readonly objects?: string;
	/** What the site writes goes nowhere. */
	readonly quiet?: boolean;
	/** What the site writes comes here. */
	readonly log?: (text: string) => void;
}

export interface Site {
	/** The origin, without a slash at its end. */
	readonly url: string;
	/** The process that runs the Workers; it leads a process group. */
	readonly process: ChildProcess;
	/** Ends it as Ctrl+C does. */
	stop(): Promise<void>;
	/** Ends it at once, as a crash does. */
	kill(): Promise<void>;
}

/**
 * Starts the built site and waits until it answers.
 *
 * @throws if the site is not built, or ends or stays silent for a minute
 */
export async function startSite(options: SiteOptions): Promise<Site> {
	const { port, state, vars = {}, quiet, log } = options;
	const output = log ? 'pipe' : quiet ? 'ignore' : 'inherit';
	const { objects = 'src/durable-objects/wrangler.toml' } = options;
	if (!existsSync(join(root, 'dist/pages/_worker.js/index.js'))) {
		throw new Error('The site is not built yet: run `npm run build` first.');
	}
	const child = spawn(
		process.execPath,
		[
			join(root, 'node_modules/wrangler/bin/wrangler.js'),
			...['pages', 'dev', '--port', String(port), '--inspector-port', '0'],
			...['-c', 'wrangler.toml', '-c', objects],
			...['--show-interactive-dev-session', 'false', '--log-level', log ? 'log' : 'warn'],
			...(state === undefined ? [] : ['--persist-to', state]),
			...Object.entries(vars).flatMap(([name, value]) => ['--binding', `${name}=${value}`]),
		],
		{
			cwd: root,
			detached: true,
			env: { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_UPDATE_NOTIFIER: '1' },
			stdio: ['ignore', output, output],
		},
	);
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => log?.(`${data}`));
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		if (child.exitCode === null && child.signalCode === null) {
			// The group, since wrangler has children of its own.
			if (child.pid !== undefined) process.kill(-child.pid, signal);
			await ended;
		}
	};
	const site: Site = {
		url: `http://localhost:${port}`,
		process: child,
		stop: () => end('SIGTERM'),
		kill: () => end('SIGKILL'),
	};

	const deadline = Date.now() + 60_000;
	while (!(await answers(site.url))) {
		if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
			await site.kill();
			throw new Error(`The site did not start on port ${port}.`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return site;
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
		return response.ok;
	} catch {
		return false;
	}
}

/** Finds a port that nobody listens on. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			server.close(() => resolve(port));
		});
	});
}
