/** Finds programs on this machine, and installs those that tests need. */
import { execFileSync, spawnSync } from 'node:child_process';

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

/** The path of a program on the PATH. */
export function which(name: string): string | undefined {
	const command = process.platform === 'win32' ? 'where' : 'which';
	const { status, stdout } = spawnSync(command, [name], { encoding: 'utf8' });
	return status === 0 ? stdout.split('\n')[0]?.trim() : undefined;
}

/** The commands that install packages of Debian; without a password where root is needed. */
export function aptCommands(...packages: readonly string[]): readonly Command[] {
	const sudo = process.getuid?.() === 0 || which('sudo') === undefined ? [] : ['sudo', '-n'];
	const apt = (...words: string[]): Command => {
		const [first = 'apt-get', ...rest] = [...sudo, 'apt-get', ...words];
		return [first, ...rest];
	};
	return [apt('update', '-q'), apt('install', '-y', '-q', '--no-install-recommends', ...packages)];
}

/** Runs commands, one after the other, until a program is there. */
export function installUntil(
	isThere: () => boolean,
	what: string,
	commands: readonly Command[],
): void {
	for (const [command, ...parameters] of commands) {
		if (isThere()) return;
		console.log(`No ${what} yet: ${command} ${parameters.join(' ')}`);
		try {
			execFileSync(command, parameters, { stdio: 'inherit', timeout: 240_000 });
		} catch (error) {
			console.log(error instanceof Error ? error.message : error);
		}
	}
}
