import { writeFileSync } from 'node:fs';
import type { Means } from './measure.ts';
import { freePort } from '../scripts/site-process.ts';
import { start } from './workerd.ts';
import { loadOf, type Work } from './works.ts';

interface Node {
	readonly id: number;
	readonly callFrame: {
		readonly functionName: string;
		readonly url: string;
		readonly lineNumber: number;
	};
}

interface CpuProfile {
	readonly nodes: readonly Node[];
	readonly samples: readonly number[];
	readonly timeDeltas: readonly number[];
}

/** Profiles the site's Worker under a work, prints where its own time goes and writes it all. */
export async function profile(means: Means, work: Work, file: string): Promise<void> {
	const inspectorPort = await freePort();
	const contestant = means.contestants.make('site', { isStrict: work.isStrict ?? false });
	const { port, stop } = await start(contestant, inspectorPort);
	try {
		const targets = (await (
			await fetch(`http://127.0.0.1:${inspectorPort}/json`)
		).json()) as readonly { readonly webSocketDebuggerUrl: string }[];
		const address = targets.find((target) => target.webSocketDebuggerUrl.endsWith('worker'));
		if (!address) throw new Error(`Nothing to profile: ${JSON.stringify(targets)}`);
		const ask = await inspector(address.webSocketDebuggerUrl);
		const task = loadOf(work, 'site', port, 'profiled');
		await ask('Profiler.enable');
		await ask('Profiler.setSamplingInterval', { interval: 200 });
		await means.load.run({ ...task, duration: { milliseconds: 500, warmup: 0 } });
		await ask('Profiler.start');
		await means.load.run({ ...task, duration: { milliseconds: 4000, warmup: 0 } });
		const { profile } = (await ask('Profiler.stop')) as { profile: CpuProfile };
		writeFileSync(file, JSON.stringify(profile));
		printOwnTime(profile);
	} finally {
		await stop();
	}
}

function printOwnTime({ nodes, samples, timeDeltas }: CpuProfile): void {
	const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
	const own = new Map<string, number>();
	let whole = 0;
	for (const [at, id] of samples.entries()) {
		const frame = byId.get(id);
		const time = timeDeltas[at] ?? 0;
		if (!frame || frame.functionName === '(idle)') continue;
		const place = `${frame.functionName || '(anonymous)'} ${frame.url}:${frame.lineNumber + 1}`;
		own.set(place, (own.get(place) ?? 0) + time);
		whole += time;
	}
	const top = [...own].toSorted(([, a], [, b]) => b - a).slice(0, 40);
	for (const [place, time] of top) {
		console.log(`${((time / whole) * 100).toFixed(1).padStart(5)} %  ${place}`);
	}
}

/** Opens a session of the Chrome DevTools protocol. */
function inspector(
	address: string,
): Promise<(method: string, params?: object) => Promise<unknown>> {
	const socket = new WebSocket(address);
	const waiting = new Map<number, (result: unknown) => void>();
	let last = 0;
	socket.addEventListener('message', ({ data }) => {
		const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
		if (id !== undefined) waiting.get(id)?.(result);
	});
	return new Promise((resolve, reject) => {
		socket.addEventListener('error', () => reject(new Error(`No inspector at ${address}.`)));
		socket.addEventListener('open', () =>
			resolve((method, params = {}) => {
				last += 1;
				const id = last;
				socket.send(JSON.stringify({ id, method, params }));
				return new Promise((settle) => waiting.set(id, settle));
			}),
		);
	});
}
