/** Finds Links, a text browser, for the site tests; run as a command it installs one on Linux. */
import { aptCommands, installUntil, which } from './install.ts';

/** The path of Links 2 on this machine. */
export function findTextBrowser(): string | undefined {
	return which('links2') ?? which('links');
}

if (import.meta.main && process.platform === 'linux') {
	installUntil(() => findTextBrowser() !== undefined, 'Links', aptCommands('links'));
	const path = findTextBrowser();
	if (path === undefined) {
		console.error('No Links: install the text browser of that name (twibright.com).');
		process.exit(1);
	}
	console.log(`Links: ${path}`);
}
