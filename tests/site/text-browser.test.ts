import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, expect, inject, test } from 'vitest';
import { findTextBrowser } from '../../scripts/text-browser.ts';
import { counterValue, freshName } from './http';

const site = inject('siteUrl');

/** Only Linux has the `script` that gives Links a terminal here, and the package of Links. */
const onLinux = test.skipIf(process.platform !== 'linux');

let end: (() => void) | undefined;
afterEach(() => end?.());

function browser(): string {
	const path = findTextBrowser();
	if (path === undefined) throw new Error('No Links: run `node scripts/text-browser.ts`.');
	return path;
}

/** The keys that move to the next link or button and to the one before, and that load the page again. */
const down = '\x1b[B';
const up = '\x1b[A';
const reload = '\x12';

/**
 * Opens a page with Links in a terminal of 100 by 40 characters. By default Links answers a second
 * POST that is like the first from memory, whatever the header fields say, so that is turned off.
 */
function open(url: string) {
	let screen = '';
	// In a group of its own, so that Links ends with the terminal.
	const terminal = spawn(
		'script',
		['-qfec', `stty rows 40 cols 100; "${browser()}" -aggressive-cache 0 ${url}`, '/dev/null'],
		{ detached: true, env: { ...process.env, TERM: 'xterm' }, stdio: ['pipe', 'pipe', 'inherit'] },
	);
	terminal.stdout.on('data', (data: Buffer) => {
		screen += data.toString();
	});
	end = () => {
		if (terminal.pid !== undefined) process.kill(-terminal.pid, 'SIGKILL');
		end = undefined;
	};

	/** Types keys, and waits until what is drawn then matches and nothing more is drawn. */
	async function type(keys: string, drawn: RegExp, timeout = 30_000): Promise<string> {
		screen = '';
		terminal.stdin.write(keys);
		let before = '';
		await expect
			.poll(
				() => {
					const isQuiet = before === screen;
					before = screen;
					return isQuiet ? screen : '';
				},
				{ timeout, interval: 250 },
			)
			.toMatch(drawn);
		return screen;
	}
	return { type };
}

onLinux('a person with Links presses "+" twice and sees the counter’s page each time', async () => {
	const name = freshName('links');
	const { type } = open(`${site}/counters/${name}`);
	await type('', /Under the hood/);
	for (const value of [1, 2]) {
		let drawn = '';
		// A key that arrives while the page is being loaded is lost, and on a busy machine the button's
		// address may be drawn only after the next key: so it goes down and up until it sees the button.
		for (let step = 0; step < 40 && !drawn.includes('/increment'); step++) {
			drawn = await type(step % 20 < 10 ? down : up, /./, 2_000).catch(() => '');
		}
		expect(drawn).toContain(`Post form to ${site}/api/${name}/increment`);
		drawn = await type('\r', new RegExp(`/counters/${name}`));
		expect(drawn).not.toMatch(/save|download|unknown type/i);
		// Links knows no-cache alone, so it shows the page from memory until it is asked to load it.
		await type(reload, new RegExp(`${name}: ${value}\\D`));
		expect(await counterValue(site, name)).toBe(value);
	}
});

onLinux('Links shows the value of a counter', async () => {
	const name = freshName('links');
	const { stdout } = await promisify(execFile)(browser(), ['-dump', `${site}/counters/${name}`]);
	expect(stdout).toContain(name);
	expect(stdout).toMatch(/^\s*0\s*$/m);
});
