/** Runs one contestant on a workerd of its own: its built modules, its objects, and nothing between. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { freePort } from '../scripts/site-process.ts';

/** A module of a Worker: its name, and the file that holds it. The entry comes first. */
export type Modules = readonly (readonly [name: string, file: string])[];

export type Bindings = Readonly<Record<string, string | number>>;

/** A class of objects, by the name it is exported under. */
export type ObjectClass = keyof typeof objectBindings;

const objectBindings = {
	Counter: 'COUNTER',
	CounterShard: 'COUNTER_SHARD',
	RateLimiter: 'RATE_LIMITER',
} as const;

export interface Contestant {
	readonly worker: Modules;
	/** The Worker that exports the classes of objects; absent if the Worker calls no object. */
	readonly objects?: { readonly modules: Modules; readonly classes: readonly ObjectClass[] };
	/** The folder that the Worker's binding ASSETS serves. */
	readonly assets?: string;
	readonly vars?: Bindings;
	/**
	 * The port where another process lets its counters be called; absent if they are here. Shards
	 * are here all the same, for two processes at most.
	 */
	readonly countersAt?: number;
	readonly compatibilityDate: string;
}

export interface Running {
	readonly port: number;
	/** Where the auxiliary Worker itself answers; a measurement asks it for its totals there. */
	readonly objectsPort: number;
	/** Where another process reaches the counters of this one. */
	readonly countersPort: number;
	/** Memory in use, in bytes; `undefined` where the platform does not tell. */
	memory(): number | undefined;
	/** Processor time spent so far, in milliseconds; `undefined` where the platform does not tell. */
	processorTime(): number | undefined;
	stop(): Promise<void>;
}

const running = new Map<ChildProcess, string>();

/** Ends every workerd that still runs and removes what it stored. */
export function killAll(): void {
	for (const [child, folder] of running) {
		child.kill('SIGKILL');
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/**
 * Starts a contestant on SQLite storage in a folder of its own and waits until it listens.
 *
 * @param inspectorPort where a profiler may attach
 * @throws if it ends or stays silent for ten seconds
 */
export async function start(contestant: Contestant, inspectorPort?: number): Promise<Running> {
	const folder = mkdtempSync(join(tmpdir(), 'durable-counters-bench-'));
	mkdirSync(join(folder, 'objects'));
	const [port, objectsPort, countersPort] = [await freePort(), await freePort(), await freePort()];
	const config = join(folder, 'config.capnp');
	writeFileSync(config, spell(contestant, folder, { port, objectsPort, countersPort }));
	const child = spawn(
		workerdPath(),
		[
			...['serve', config, '--experimental'],
			...(inspectorPort === undefined ? [] : [`--inspector-addr=127.0.0.1:${inspectorPort}`]),
		],
		{ stdio: ['ignore', 'ignore', 'pipe'] },
	);
	running.set(child, folder);
	let complaints = '';
	child.stderr?.on('data', (piece) => {
		complaints = (complaints + piece).slice(-2000);
	});
	const ended = new Promise<void>((resolve) =>
		child.once('exit', () => {
			running.delete(child);
			rmSync(folder, { recursive: true, force: true });
			resolve();
		}),
	);
	const stop = async (): Promise<void> => {
		child.kill('SIGKILL');
		await ended;
	};

	const deadline = Date.now() + 10_000;
	while (!(await listens(port))) {
		if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
			await stop();
			throw new Error(`workerd did not start: ${complaints}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return {
		port,
		objectsPort,
		countersPort,
		memory: () => {
			const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(processFile(child, 'status'))?.[1];
			return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
		},
		processorTime: () => {
			// After the name in brackets: field 14 is time in user mode, 15 in the kernel, in 1/100 s.
			const fields = processFile(child, 'stat').split(') ').at(-1)?.split(' ') ?? [];
			const [user, system] = fields.slice(11, 13);
			return user === undefined ? undefined : (Number(user) + Number(system)) * 10;
		},
		stop,
	};
}

/** The configuration as Cap'n Proto text; JSON spells its strings. */
function spell(
	contestant: Contestant,
	folder: string,
	ports: Pick<Running, 'port' | 'objectsPort' | 'countersPort'>,
): string {
	const { worker, objects, assets, vars = {}, countersAt, compatibilityDate } = contestant;
	const isApart = countersAt !== undefined;
	// A counter tells its shards apart by their ids, so those of another process must be others.
	const key = isApart ? 'second' : 'first';
	const classes = objects?.classes ?? [];
	// Both Workers are bound to the objects: shards call the counter that they belong to.
	const common = [
		...classes.map((name) =>
			isApart && name === 'Counter'
				? `(name = "COUNTER", wrapped = (moduleName = "bench:namespace", innerBindings = [(name = "gateway", service = "elsewhere")]))`
				: `(name = "${objectBindings[name]}", durableObjectNamespace = (className = "${name}", serviceName = "objects"))`,
		),
		...Object.entries(vars).map(([name, value]) =>
			typeof value === 'number'
				? `(name = "${name}", json = "${value}")`
				: `(name = "${name}", text = ${JSON.stringify(value)})`,
		),
	];
	const bindings = [
		...common,
		...(assets === undefined ? [] : [`(name = "ASSETS", service = "assets")`]),
	];
	// Cap'n Proto looks for an embedded file from where the configuration is.
	const modules = (list: Modules): string =>
		list
			.map(([name, file]) => [name, relative(folder, file)].map((text) => JSON.stringify(text)))
			.map(([name, file]) => `(name = ${name}, esModule = embed ${file})`)
			.join(', ');
	const date = `compatibilityDate = "${compatibilityDate}"`;
	const services = [
		`(name = "worker", worker = (${date}, modules = [${modules(worker)}], bindings = [${bindings}]))`,
		`(name = "storage", disk = (path = ${JSON.stringify(join(folder, 'objects'))}, writable = true))`,
		...(objects
			? [
					`(name = "objects", worker = (${date}, modules = [${modules(objects.modules)}],
					durableObjectNamespaces = [${classes.map((name) => `(className = "${name}", uniqueKey = "${key}-${name}", enableSql = true)`)}],
					durableObjectStorage = (localDisk = "storage"),
					bindings = [${common}]))`,
				]
			: []),
		...(assets === undefined
			? []
			: [`(name = "assets", disk = (path = ${JSON.stringify(assets)}))`]),
	];
	const sockets = [
		`(name = "site", address = "127.0.0.1:${ports.port}", http = (), service = "worker")`,
		...(objects
			? [
					`(name = "totals", address = "127.0.0.1:${ports.objectsPort}", http = (), service = "objects")`,
				]
			: []),
	];
	const file = (name: string): string =>
		JSON.stringify(relative(folder, join(import.meta.dirname, 'processes', name)));
	const extensions: string[] = [];
	if (isApart) {
		services.push(
			`(name = "elsewhere", external = (address = "127.0.0.1:${countersAt}", http = (capnpConnectHost = "objects")))`,
		);
		extensions.push(
			`(modules = [(name = "bench:namespace", internal = true, esModule = embed ${file('namespace.js')})])`,
		);
	} else if (objects) {
		services.push(
			`(name = "gateway", worker = (${date}, modules = [(name = "gateway.js", esModule = embed ${file('gateway.js')})],
				bindings = [(name = "OBJECTS", durableObjectNamespace = (className = "Counter", serviceName = "objects"))]))`,
		);
		sockets.push(
			`(name = "gateway", address = "127.0.0.1:${ports.countersPort}", http = (capnpConnectHost = "objects"), service = "gateway")`,
		);
	}
	return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
	services = [${services.join(',\n')}],
	sockets = [${sockets.join(',\n')}],
	extensions = [${extensions}]
);
`;
}

/** The runtime itself, without the script of its package that would stand between. */
function workerdPath(): string {
	const { resolve } = createRequire(createRequire(import.meta.url).resolve('wrangler'));
	const exported = createRequire(import.meta.url)(resolve('workerd')) as { default: string };
	return exported.default;
}

function processFile({ pid }: ChildProcess, name: string): string {
	try {
		return readFileSync(`/proc/${pid}/${name}`, 'utf8');
	} catch {
		return '';
	}
}

function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true));
		socket.once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
