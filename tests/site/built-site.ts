import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort, startSite } from '../../.ci/site.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The origin of the built site that all tests of the run share. */
		siteUrl: string;
	}
}

/** Starts the built site once for the run, on storage of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const state = await mkdtemp(join(tmpdir(), 'durable-counters-'));
	const site = await startSite({ port: await freePort(), state, quiet: true });
	project.provide('siteUrl', site.url);
	return async () => {
		await site.stop();
		await rm(state, { recursive: true, force: true });
	};
}
