/** Runs the built site and the auxiliary Worker in one process, as `npm start` and the tests do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The folder of the project. */
export const root = join(import.meta.dirname, '..');

/** Only ends a start that hangs: a busy machine may need a minute, a fast one needs 3 s. */
const startTimeoutMs = 240_000;

const wranglerScript = join(root, 'node_modules/wrangler/bin/wrangler.js');
const promptless = ['--show-interactive-dev-session', 'false'];

/** How many characters of what a site writes are kept. */
const outputLimit = 20_000;

export interface SiteOptions {
	/** The operating system chooses a free one if absent or 0. */
	readonly port?: number;
	/** The folder of the objects' storage; `.wrangler/state` if absent. */
	readonly state?: string;
	/** Values that replace `vars` of wrangler.toml. */
	readonly vars?: Readonly<Record<string, string | number>>;
	/** The auxiliary Worker's configuration; its own if absent. */
	readonly objects?: string;
	/** The soft limit of open files that it starts with, as a shell would set it; its own if absent. */
	readonly openFiles?: number;
	/** Keeps what the site writes in {@link Site.output} and prints nothing. */
	readonly quiet?: boolean;
	/** Receives what the site writes, with a line for each request; nothing is printed. */
	readonly log?: (text: string) => void;
}

export interface Site {
	/** The origin, without a slash at its end. */
	readonly url: string;
	/** The process that runs the Workers; it leads a process group. */
	readonly process: ChildProcess;
	/** What the site wrote last, up to 20,000 characters; empty if it was printed. */
	output(): string;
	/** Ends it as Ctrl+C does. */
	stop(): Promise<void>;
	/** Ends it at once, as a crash does. */
	kill(): Promise<void>;
}

/** Reports whether the site has been built. */
export function isBuilt(): boolean {
	return existsSync(join(root, 'dist/pages/_worker.js/index.js'));
}

/**
 * Starts the built site and waits until it answers.
 *
 * @throws if the site is not built, if its process ends (the port may be in use), or if it does not
 *   answer within four minutes; the message holds what the site wrote
 */
export async function startSite(options: SiteOptions): Promise<Site> {
	if (!isBuilt()) throw new Error('The site is not built yet: run `npm run build` first.');
	return start(wranglerParameters(options), options);
}

/**
 * Serves the files of a folder as Pages does when no function runs, on a free port, and prints
 * nothing. It throws as {@link startSite} does.
 */
export function startFiles(folder: string): Promise<Site> {
	const parameters = ['pages', 'dev', folder, '--port', '0', '--inspector-port', '0'];
	return start([...parameters, '--compatibility-date', '2026-10-01', ...promptless], {
		quiet: true,
	});
}

/**
 * Runs a command of wrangler in a folder, on a free port, and prints nothing. It throws as
 * {@link startSite} does.
 *
 * @param command what follows `wrangler`, without a port
 */
export function startIn(folder: string, command: readonly string[]): Promise<Site> {
	const parameters = [...command, '--port', '0', '--inspector-port', '0', ...promptless];
	return start(parameters, { quiet: true, folder });
}

/** Runs wrangler and waits until it answers. */
async function start(
	parameters: readonly string[],
	{
		quiet,
		log,
		openFiles,
		folder = root,
	}: Pick<SiteOptions, 'quiet' | 'log' | 'openFiles'> & { readonly folder?: string },
): Promise<Site> {
	const stdio = quiet || log ? 'pipe' : 'inherit';
	const command = [process.execPath, wranglerScript, ...parameters];
	const [program = '', ...rest] = openFiles === undefined ? command : limited(openFiles, command);
	const child = spawn(program, rest, {
		cwd: folder,
		detached: true,
		env: {
			...process.env,
			// Wrangler would fetch the properties of `request.cf` from the network, which nothing uses.
			CLOUDFLARE_CF_FETCH_ENABLED: 'false',
			WRANGLER_SEND_METRICS: 'false',
		},
		stdio: ['ignore', stdio, stdio, 'ipc'],
	});

	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => {
			output = (output + text).slice(-outputLimit);
			log?.(text);
		});
	}
	const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		if (hasEnded()) return;
		// The group, since wrangler has children of its own.
		if (child.pid !== undefined) process.kill(-child.pid, signal);
		await ended;
	};
	const stop = (): Promise<void> => end('SIGTERM');
	const kill = (): Promise<void> => end('SIGKILL');

	const deadline = Date.now() + startTimeoutMs;
	const port = await Promise.race([
		readyPort(child),
		ended,
		wait(startTimeoutMs, undefined, { ref: false }),
	]);
	const url = `http://localhost:${port}`;
	while (!port || !(await answers(url))) {
		if (!port || hasEnded() || Date.now() > deadline) {
			await kill();
			await Promise.race([closed, wait(1000)]);
			throw new Error(`The site did not start. ${output && `It wrote:\n${output}`}`.trim());
		}
		await wait(50);
	}
	return { url, process: child, output: () => output, stop, kill };
}

/** The command behind a shell that lowers the soft limit of open files and then becomes it. */
function limited(openFiles: number, command: readonly string[]): string[] {
	return ['/bin/sh', '-c', `ulimit -Sn ${openFiles} && exec "$0" "$@"`, ...command];
}

function wranglerParameters(options: SiteOptions): string[] {
	const { port = 0, state, vars = {}, log } = options;
	const { objects = 'src/durable-objects/wrangler.toml' } = options;
	return [
		...['pages', 'dev', '--port', String(port), '--inspector-port', '0'],
		...['-c', 'wrangler.toml', '-c', objects],
		...[...promptless, '--log-level', log ? 'log' : 'warn'],
		...(state === undefined ? [] : ['--persist-to', state]),
		...Object.entries(vars).flatMap(([name, value]) => ['--binding', `${name}=${value}`]),
	];
}

/**
 * Resolves with the port on which wrangler listens. To ask the port itself would not do: a foreign
 * server that already has it would answer.
 */
function readyPort(wrangler: ChildProcess): Promise<number> {
	return new Promise((resolve) => {
		wrangler.on('message', (message) => {
			const { event, port } = JSON.parse(String(message)) as { event: string; port: number | null };
			// The URL that wrangler reads the port from holds none if it is the default one.
			if (event === 'DEV_SERVER_READY') resolve(port ?? 80);
		});
	});
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(60_000) });
		return response.status < 500;
	} catch {
		return false;
	}
}
