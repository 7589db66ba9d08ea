import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Site, type SiteOptions, startSite } from '../scripts/site-process.ts';

export interface TemporarySite extends Site {
	/** Kills it if it still runs, and starts it again on the same storage at another address. */
	restart(): Promise<void>;
}

/**
 * Starts the built site on storage of its own, which is deleted when the site is stopped. It listens
 * on a free port and prints nothing.
 */
export async function startTemporarySite(
	options: Omit<SiteOptions, 'state'> = {},
): Promise<TemporarySite> {
	const state = await mkdtemp(join(tmpdir(), 'durable-counters-'));
	const start = (): Promise<Site> => startSite({ quiet: true, ...options, state });
	const removeState = (): Promise<void> => rm(state, { recursive: true, force: true });
	let site = await start().catch(async (error: unknown) => {
		await removeState();
		throw error;
	});
	return {
		get url() {
			return site.url;
		},
		get process() {
			return site.process;
		},
		output: () => site.output(),
		kill: () => site.kill(),
		async restart() {
			await site.kill();
			site = await start();
		},
		async stop() {
			await site.stop();
			await removeState();
		},
	};
}
