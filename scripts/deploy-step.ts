/** What the scripts that deploy share: a step at the terminal, and the end after a failure. */
import { type Advice, adviceFor, type Service } from './deploy-advice.ts';
import { runWrangler, type WranglerRun } from './deploy-wrangler.ts';

/**
 * Runs one command of wrangler at the terminal, under a title.
 *
 * @param output `read` keeps the standard output from the terminal and returns it
 */
export function step(
	title: string,
	parameters: readonly string[],
	output: 'shown' | 'read' = 'shown',
): WranglerRun {
	console.log(`\n${title}: wrangler ${parameters.join(' ')}`);
	return runWrangler(parameters, output);
}

/** Finds what helps after a command has failed. */
export function advice(run: WranglerRun, service: Service): Advice {
	const hasAccount = Boolean(process.env['CLOUDFLARE_ACCOUNT_ID']);
	return adviceFor(run.entry('command-failed'), service, hasAccount);
}

/** Writes why a deployment has failed, and ends this process with status 1. */
export function stop(reason: string): never {
	console.error(`\n${reason}`);
	process.exit(1);
}
