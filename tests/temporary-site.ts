import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Site, type SiteOptions, startSite } from '../scripts/site-process.ts';

/** Starts the built site on storage of its own, which goes when the site is stopped. */
export async function startTemporarySite(options: Partial<SiteOptions>): Promise<Site> {
	const state = await mkdtemp(join(tmpdir(), 'durable-counters-'));
	const site = await startSite({ port: await freePort(), state, quiet: true, ...options });
	return {
		...site,
		async stop() {
			await site.stop();
			await rm(state, { recursive: true, force: true });
		},
	};
}
