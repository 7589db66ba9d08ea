/** Finds a Chromium for the browser tests; run as a command it installs one where there is none. */
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { aptCommands, installUntil, which } from './install.ts';

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

/** Installs Playwright's Chromium, or Debian's where that cannot be downloaded. */
function installChromium(): void {
	installUntil(() => findChromium() !== undefined, 'Chromium', [
		[process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium'],
		...aptCommands('chromium', 'fonts-liberation'),
	]);
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
