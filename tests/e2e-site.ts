/** Serves the built site for the browser tests on a free port, until it is stopped. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { outputFile } from './e2e-site-output.ts';
import { startTemporarySite } from './temporary-site.ts';

mkdirSync(dirname(outputFile), { recursive: true });
rmSync(outputFile, { force: true });
const site = await startTemporarySite();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, async () => {
		writeFileSync(outputFile, site.output());
		await site.stop();
		process.exit(0);
	});
}
console.log(`The site is at ${site.url}`);
