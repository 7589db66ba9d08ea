import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startSite } from '../../.ci/site.ts';

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

/** Finds a port that nobody listens on. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			server.close(() => resolve(port));
		});
	});
}
