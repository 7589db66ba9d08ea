/** Runs wrangler for a deployment, and reads what it notes for programs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './site-process.ts';

/** An entry of the file that `WRANGLER_OUTPUT_FILE_PATH` names, as far as it is used here. */
export interface WranglerEntry {
	readonly type: string;
	/** Of `command-failed`: the code of Cloudflare's API, or of the system. */
	readonly code?: number | string;
	readonly message?: string;
	/** Of `deploy`: absent or null if the person at the terminal did not confirm it. */
	readonly version_id?: string | null;
	/** Of `deploy`: the addresses of the Worker. */
	readonly targets?: readonly string[];
	/** Of `pages-deploy-detailed`, like the rest. */
	readonly environment?: 'production' | 'preview';
	readonly production_branch?: string;
	readonly url?: string;
	readonly alias?: string;
}

export interface WranglerRun {
	readonly succeeded: boolean;
	/** The last entry of a type. */
	entry(type: string): WranglerEntry | undefined;
	/** What was written to the standard output; empty if it went to the terminal. */
	readonly output: string;
}

/**
 * Runs wrangler in the project's folder, at the terminal of this process: what it asks and says is
 * seen as it comes.
 *
 * @param output `read` keeps the standard output from the terminal and returns it
 */
export function runWrangler(
	parameters: readonly string[],
	output: 'shown' | 'read' = 'shown',
): WranglerRun {
	const folder = mkdtempSync(join(tmpdir(), 'durable-counters-deploy-'));
	const path = join(folder, 'output.ndjson');
	try {
		const { status, stdout } = spawnSync(
			process.execPath,
			[join(root, 'node_modules/wrangler/bin/wrangler.js'), ...parameters],
			{
				cwd: root,
				encoding: 'utf8',
				env: { ...process.env, WRANGLER_OUTPUT_FILE_PATH: path },
				stdio: ['inherit', output === 'shown' ? 'inherit' : 'pipe', 'inherit'],
			},
		);
		const entries = readEntries(path);
		return {
			succeeded: status === 0,
			entry: (type) => entries.findLast((entry) => entry.type === type),
			output: stdout ?? '',
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function readEntries(path: string): readonly WranglerEntry[] {
	try {
		const lines = readFileSync(path, 'utf8').split('\n');
		return lines.filter(Boolean).map((line) => JSON.parse(line) as WranglerEntry);
	} catch {
		// An older or newer wrangler may write none: the exit status still says how it ended.
		return [];
	}
}
