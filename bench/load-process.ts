import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Load, LoadResult, Watch, WatchResult } from './load/requests.ts';

/** The process that makes the load; one task at a time. */
export interface LoadProcess {
	/** @throws if the task fails or takes much longer than it should */
	run(task: Load): Promise<LoadResult>;
	run(task: Watch): Promise<WatchResult>;
	stop(): void;
}

/** How much longer than it should a task may take, in milliseconds. */
const patience = 60_000;

export function startLoadProcess(): LoadProcess {
	const child: ChildProcess = fork(join(import.meta.dirname, 'load/index.ts'), {
		serialization: 'advanced',
	});

	function run(task: Load): Promise<LoadResult>;
	function run(task: Watch): Promise<WatchResult>;
	function run(task: Load | Watch): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => settle({ error: 'The load took too long.' }), patience);
			const gone = (): void => settle({ error: 'The process that makes the load is gone.' });
			function settle(answer: { result?: unknown; error?: string }): void {
				clearTimeout(timer);
				child.off('message', settle);
				child.off('exit', gone);
				if (answer.error === undefined) resolve(answer.result);
				else reject(new Error(answer.error));
			}
			child.on('message', settle);
			child.on('exit', gone);
			child.send(task);
		});
	}
	return { run, stop: () => child.kill('SIGKILL') };
}
