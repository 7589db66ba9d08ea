import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../../scripts/site-process.ts';
import { accountId } from './cloudflare/account';

export interface Rehearsal {
	/** The exit status of the command. */
	readonly status: number | null;
	/** All that a person would see, without colours; what came on either stream, as it came. */
	readonly output: string;
	/** Its last lines, from the last empty line on. */
	readonly lastLines: string;
}

export interface RehearsalOptions {
	/** The script behind `npm run deploy`, if absent, or `npm run deploy:worker`. */
	readonly script?: 'deploy' | 'deploy-worker' | undefined;
	readonly parameters?: readonly string[] | undefined;
	/** Variables that are added; undefined leaves one out. */
	readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Deploys the built site as somebody does who has set a token and an account.
 *
 * @param url of a stand-in for Cloudflare's API
 */
export async function rehearse(
	url: string,
	{ script = 'deploy', parameters = [], env = {} }: RehearsalOptions = {},
): Promise<Rehearsal> {
	const home = await mkdtemp(join(tmpdir(), 'durable-counters-rehearsal-'));
	const child = spawn(process.execPath, [`scripts/${script}.ts`, ...parameters], {
		cwd: root,
		env: { ...environment(url, home), ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			output += text;
		});
	}
	const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
	await rm(home, { recursive: true, force: true });
	output = stripVTControlCharacters(output);
	const paragraphs = output.trimEnd().split(/\n[ \t]*\n/);
	return { status, output, lastLines: paragraphs.at(-1) ?? '' };
}

/** Only what is named here: a developer's own login, account and proxy must not take part. */
function environment(url: string, home: string): Record<string, string | undefined> {
	return {
		PATH: process.env['PATH'],
		HOME: home,
		USERPROFILE: home,
		XDG_CONFIG_HOME: home,
		TMPDIR: home,
		// Wrangler is one file of 15 MB, which is started some twenty times.
		NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compile'),
		WRANGLER_CACHE_DIR: join(home, 'cache'),
		WRANGLER_LOG_PATH: join(home, 'logs'),
		WRANGLER_SEND_METRICS: 'false',
		CLOUDFLARE_API_BASE_URL: url,
		CLOUDFLARE_API_TOKEN: 'a-token',
		CLOUDFLARE_ACCOUNT_ID: accountId,
		HTTP_PROXY: url,
		HTTPS_PROXY: url,
		NO_PROXY: '127.0.0.1',
		NO_COLOR: '1',
		FORCE_COLOR: undefined,
	};
}
