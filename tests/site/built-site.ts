import type { TestProject } from 'vitest/node';
import { startTemporarySite } from '../temporary-site.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The origin of the built site that all tests of the run share. */
		siteUrl: string;
	}
}

/** Starts the built site once for the run, on storage of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const site = await startTemporarySite({});
	project.provide('siteUrl', site.url);
	return () => site.stop();
}
