/** Finds a Chromium for the browser tests; run as a command it installs one where there is none. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium on this machine: CHROMIUM_PATH, one on the PATH, or Playwright's own. */
export function findChromium(): string | undefined {
	const named = process.env['CHROMIUM_PATH'];
	if (named !== undefined && existsSync(named)) return named;
	const installed = names.map((name) => which(name)).find((path) => path !== undefined);
	if (installed !== undefined) return installed;
	const own = chromium.executablePath();
	return existsSync(own) ? own : undefined;
}

function which(name: string): string | undefined {
	const command = process.platform === 'win32' ? 'where' : 'which';
	const { status, stdout } = spawnSync(command, [name], { encoding: 'utf8' });
	return status === 0 ? stdout.split('\n')[0]?.trim() : undefined;
}

/** Installs Playwright's Chromium, or Debian's where that cannot be downloaded. */
function installChromium(): void {
	const attempts: readonly (readonly [string, ...string[]])[] = [
		[process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium'],
		['apt-get', 'update', '-q'],
		['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'],
	];
	for (const [command, ...parameters] of attempts) {
		if (findChromium() !== undefined) return;
		console.log(`No Chromium yet: ${command} ${parameters.join(' ')}`);
		try {
			execFileSync(command, parameters, { stdio: 'inherit', timeout: 240_000 });
		} catch (error) {
			console.log(error instanceof Error ? error.message : error);
		}
	}
}

if (import.meta.main) {
	installChromium();
	const path = findChromium();
	if (path === undefined) {
		console.error('No Chromium: install one, or set CHROMIUM_PATH to the path of one.');
		process.exit(1);
	}
	console.log(`Chromium: ${path}`);
}
