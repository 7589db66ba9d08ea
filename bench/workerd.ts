/** Runs one contestant on a workerd of its own: its built modules, its objects, nothing between. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A module of a Worker: its name, and the file that holds it. The entry comes first. */
export type Modules = readonly (readonly [name: string, file: string])[];

export type Variables = Readonly<Record<string, string | number>>;

export interface Program {
	readonly worker: Modules;
	/** The auxiliary Worker, and its classes of objects by the names of their bindings. */
	readonly objects: Modules;
	readonly classes: Readonly<Record<string, string>>;
	/** The folder that the binding ASSETS serves. */
	readonly assets?: string;
	readonly variables: Variables;
	readonly compatibilityDate: string;
}

export interface Running {
	/** The Worker's origin, without a slash at its end. */
	readonly url: string;
	/** The auxiliary Worker's own origin: it answers with what its objects counted. */
	readonly objectsUrl: string;
	/** CPU time of all threads so far, in microseconds; `NaN` where /proc does not say. */
	cpuTime(): number;
	stop(): Promise<void>;
}

const processes = new Map<ChildProcess, string>();

// However the bench ends, every workerd that still runs ends with it, and leaves nothing behind.
process.on('exit', () => {
	for (const [child, folder] of processes) {
		child.kill('SIGKILL');
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
});
for (const end of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(end, () => process.exit(1));

/**
 * Starts a program on free ports, with SQLite storage in a new folder, and waits until it listens.
 *
 * @throws if it ends before that
 */
export async function startWorkerd(program: Program): Promise<Running> {
	const folder = mkdtempSync(join(tmpdir(), 'durable-counters-bench-'));
	mkdirSync(join(folder, 'storage'));
	const config = join(folder, 'config.capnp');
	writeFileSync(config, formatConfig(program, folder));
	const child = spawn(workerdPath(), ['serve', config, '--control-fd=3'], {
		stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
	});
	processes.set(child, folder);
	let errors = '';
	child.stderr?.on('data', (chunk) => {
		errors = (errors + chunk).slice(-2000);
	});
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const stop = async (): Promise<void> => {
		child.kill('SIGKILL');
		await ended;
		processes.delete(child);
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	const [port, objectsPort] = await readPorts(child.stdio[3] as Readable);
	if (port === undefined || objectsPort === undefined) {
		await stop();
		throw new Error(`workerd did not start: ${errors}`);
	}
	return {
		url: `http://127.0.0.1:${port}`,
		objectsUrl: `http://127.0.0.1:${objectsPort}`,
		cpuTime: () => readCpuTime(child.pid),
		stop,
	};
}

/** Reads from workerd's control channel on which ports its two sockets listen. */
async function readPorts(control: Readable): Promise<readonly (number | undefined)[]> {
	const ports = new Map<string, number>();
	for await (const line of createInterface({ input: control })) {
		const message = JSON.parse(line) as { event: string; socket: string; port: number };
		if (message.event === 'listen') ports.set(message.socket, message.port);
		if (ports.size === 2) break;
	}
	return [ports.get('worker'), ports.get('objects')];
}

function readCpuTime(pid: number | undefined): number {
	try {
		// After the name in brackets: field 14 is user time, 15 system time, both in 1/100 s.
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
		return (Number(stat[11]) + Number(stat[12])) * 10_000;
	} catch {
		return Number.NaN;
	}
}

/** Formats the configuration as Cap'n Proto text, whose strings are written as in JSON. */
function formatConfig(program: Program, folder: string): string {
	const { worker, objects, classes, assets, variables, compatibilityDate } = program;
	const text = (value: string): string => JSON.stringify(value);
	// Cap'n Proto looks for an embedded file from where the configuration is.
	const modules = (list: Modules): string =>
		list
			.map(([name, file]) => [text(name), text(relative(folder, file))])
			.map(([name, file]) => `(name = ${name}, esModule = embed ${file})`)
			.join(', ');
	// Both Workers are bound to the objects: shards call the counter that they belong to.
	const bindings = [
		...Object.entries(classes).map(
			([name, className]) =>
				`(name = "${name}", durableObjectNamespace = (className = "${className}", serviceName = "objects"))`,
		),
		...Object.entries(variables).map(([name, value]) =>
			typeof value === 'number'
				? `(name = "${name}", json = "${value}")`
				: `(name = "${name}", text = ${text(value)})`,
		),
	];
	const assetsBinding = assets === undefined ? [] : ['(name = "ASSETS", service = "assets")'];
	const namespaces = Object.values(classes).map(
		(name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`,
	);
	const services = [
		`(name = "worker", worker = (
			compatibilityDate = "${compatibilityDate}",
			modules = [${modules(worker)}],
			bindings = [${[...bindings, ...assetsBinding]}]))`,
		`(name = "objects", worker = (
			compatibilityDate = "${compatibilityDate}",
			modules = [${modules(objects)}],
			bindings = [${bindings}],
			durableObjectNamespaces = [${namespaces}],
			durableObjectStorage = (localDisk = "storage")))`,
		`(name = "storage", disk = (path = ${text(join(folder, 'storage'))}, writable = true))`,
		...(assets === undefined ? [] : [`(name = "assets", disk = (path = ${text(assets)}))`]),
	];
	const sockets = ['worker', 'objects'].map(
		(name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`,
	);
	return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
	services = [${services.join(',\n')}],
	sockets = [${sockets.join(',\n')}]
);
`;
}

/** The runtime itself, without the script of its package that would run beside it. */
function workerdPath(): string {
	const { resolve } = createRequire(createRequire(import.meta.url).resolve('wrangler'));
	const exported = createRequire(import.meta.url)(resolve('workerd')) as { default: string };
	return exported.default;
}
