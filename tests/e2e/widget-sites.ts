import type { Site } from '../../scripts/site-process.ts';
import { startTemporarySite } from '../temporary-site.ts';
import { plainTest } from './fixtures';
import { type HostSite, startHostSite } from './host-page';

/** Sites that the tests of a worker share; they are started when the first of them needs one. */
interface Sites {
	/** A site whose pages the operator of the counters lets write to all of them. */
	readonly host: HostSite;
	/** A site that the operator does not know. */
	readonly foreign: HostSite;
	/** The site of the counters. */
	readonly site: Site;
}

/** A test of what happens between the counters and the sites that show them. */
export const test = plainTest.extend<object, Sites>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
	host: [async ({}, use) => useHostSite(use), { scope: 'worker' }],
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
	foreign: [async ({}, use) => useHostSite(use), { scope: 'worker' }],
	site: [
		async ({ host }, use) => {
			// Many tests are one client here.
			const vars = { ALLOWED_ORIGINS: host.url, LIMIT_BURST: 1000 };
			const site = await startTemporarySite({ vars });
			await use(site);
			await site.stop();
		},
		{ scope: 'worker' },
	],
});

async function useHostSite(use: (site: HostSite) => Promise<void>): Promise<void> {
	const site = await startHostSite();
	await use(site);
	site.stop();
}
