/** Serves the built site on PORT for the browser tests, on storage that goes with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSite } from '../.ci/site.ts';

const state = mkdtempSync(join(tmpdir(), 'durable-counters-'));
const site = await startSite({ port: Number(process.env['PORT']), state, quiet: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, async () => {
		await site.stop();
		rmSync(state, { recursive: true, force: true });
		process.exit(0);
	});
}
