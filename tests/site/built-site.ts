import type { TestProject } from 'vitest/node';
import { startTemporarySite } from '../temporary-site.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The origin of the built site that all tests of the run share. */
		siteUrl: string;
	}
}

/**
 * Starts the built site once for the run, on storage of its own. When a test has failed, what the
 * site wrote is printed at the end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const site = await startTemporarySite();
	project.provide('siteUrl', site.url);
	return async () => {
		await site.stop();
		if (project.vitest.state.getCountOfFailedTests() === 0) return;
		console.error(`The site that the tests share wrote:\n${site.output() || 'nothing'}`);
	};
}
