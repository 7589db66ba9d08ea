/** Serves the built site on PORT for the browser tests, on storage that goes with it. */
import { startTemporarySite } from './temporary-site.ts';

const site = await startTemporarySite({ port: Number(process.env['PORT']) });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, async () => {
		await site.stop();
		process.exit(0);
	});
}
