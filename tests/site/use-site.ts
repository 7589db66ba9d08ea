import { afterAll, afterEach, beforeAll } from 'vitest';
import type { SiteOptions } from '../../scripts/site-process.ts';
import { startTemporarySite, type TemporarySite } from '../temporary-site.ts';

/**
 * Starts a site before the tests of the file that calls this, and stops it after them. When a test
 * fails, what the site wrote is printed.
 *
 * @returns the site; to be called within a test
 */
export function useSite(options: Omit<SiteOptions, 'state'> = {}): () => TemporarySite {
	let site: TemporarySite | undefined;
	beforeAll(async () => {
		site = await startTemporarySite(options);
	});
	afterEach(({ task }) => {
		if (task.result?.state === 'fail') console.error(`The site wrote:\n${site?.output()}`);
	});
	afterAll(() => site?.stop());
	return () => {
		if (!site) throw new Error('The site has not been started.');
		return site;
	};
}
