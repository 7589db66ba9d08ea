/** `npm run preview`: serves the built site on PORT, 8788 if unset, until it is told to stop. */
import { startSite } from './site-process.ts';

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
	const stop = (): void => void site.stop().then(() => process.exit(0));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	// The shell between npm and this process does not pass signals on: when it is gone, so is npm.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && stop(), 500).unref();
	site.process.on('exit', (code) => process.exit(code ?? 0));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
