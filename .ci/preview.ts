/** `npm run preview`: serves the built site on PORT, 8788 if unset. */
import { startSite } from './site.ts';

const port = Number(process.env['PORT'] ?? 8788);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
	console.error(`PORT is no port: ${process.env['PORT']}`);
	process.exit(1);
}

try {
	const site = await startSite({ port });
	console.log(
		`Durable Counters is at ${site.url} (Ctrl+C ends it, .wrangler/state keeps the values)`,
	);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void site.stop().then(() => process.exit(0)));
	}
	site.process.on('exit', (code) => process.exit(code ?? 0));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
