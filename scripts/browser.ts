/** Finds a Chromium for the browser tests; run as a command it installs one where there is none. */
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { aptCommands, installUntil, which } from './install.ts';

// The headless shell, which Playwright runs by itself where it may choose, takes two thirds of the time.
const shells = ['chromium-headless-shell', 'chromium-shell'];
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium on this machine: CHROMIUM_PATH, a headless shell, Playwright's own, or a browser. */
function findChromium(): string | undefined {
	const own = chromium.executablePath();
	const candidates = [
		process.env['CHROMIUM_PATH'],
		...shells.map(which),
		own,
		...browsers.map(which),
	];
	return candidates.find((path) => path !== undefined && existsSync(path));
}

/** What Playwright needs to know of it: nothing of its own, of which it then takes the headless shell. */
export function chromiumOptions(): { readonly executablePath?: string } {
	const path = findChromium();
	return path === undefined || path === chromium.executablePath() ? {} : { executablePath: path };
}

/** Installs Playwright's Chromium, or Debian's where that cannot be downloaded. */
function installChromium(): void {
	installUntil(() => findChromium() !== undefined, 'Chromium', [
		[process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium'],
		...aptCommands('chromium-headless-shell', 'fonts-liberation'),
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
