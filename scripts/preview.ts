/** `npm run preview`: serves the built site on PORT, 8788 if unset, until it is stopped. */
import { requireSettings } from '../src/build/check-settings.ts';
import { openFileLimit, openFileWarning } from './open-files.ts';
import { isFreePort } from './ports.ts';
import { root, startSite } from './site-process.ts';

const port = Number(process.env['PORT'] ?? 8788);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
	console.error(`PORT is not a port number: ${process.env['PORT']}`);
	process.exit(1);
}
if (!(await isFreePort(port))) {
	console.error(
		`Port ${port} is in use. Stop the program that uses it, or set PORT to another port, for example:\n` +
			`PORT=${port === 65_535 ? 8788 : port + 1} npm start`,
	);
	process.exit(1);
}

requireSettings(root, { isLocal: true }, 'Nothing was started.');

const warning = openFileWarning(openFileLimit());
if (warning !== undefined) console.warn(warning);

try {
	const site = await startSite({ port });
	console.log(
		`Durable Counters is at ${site.url} (Ctrl+C ends it, .wrangler/state keeps the values)`,
	);
	const stop = (): void => void site.stop().then(() => process.exit(0));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	// The shell between npm and this process passes no signals on: when it has ended, npm has too.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && stop(), 500).unref();
	site.process.on('exit', (code) => process.exit(code ?? 0));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
